import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { keeperReport } from '#protocol';
import { createTestClock } from '#signaling/core/testing/test-clock';
import { failure, success } from '../result.ts';
import { keepReport } from './keep-report.ts';

function setUp() {
  const directory = mkdtempSync(join(tmpdir(), 'burrow-report-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const signaling = join(directory, 'signaling');
  const clock = createTestClock(Date.UTC(2030, 0, 1));
  const logged: string[] = [];
  const log = {
    ...{ warn: () => undefined, info: () => undefined, debug: () => undefined },
    error: (_: object, message: string) => void logged.push(message),
  };
  const state = { answers: true, asked: 0 };
  const kept = keepReport({
    volumes: { signaling },
    haproxy: {
      async version() {
        state.asked++;
        return state.answers ? success('3.2.26') : failure('haproxy-socket', 'no', 'Look.');
      },
    },
    facts: () => ({ now: clock.now(), images: null, host: null, problems: [] }),
    ...{ clock, log },
  });
  onTestFinished(() => kept.close());
  const read = () =>
    keeperReport.parse(JSON.parse(readFileSync(join(signaling, 'keeper-report.json'), 'utf8')));
  return { signaling, clock, logged, state, kept, read };
}

test('it is written at once and every quarter of a minute, with what HAProxy says by then', async () => {
  const { signaling, clock, state, read } = setUp();
  mkdirSync(signaling);
  await vi.waitFor(() => expect(read().edge).toEqual({ answers: true, version: '3.2.26' }));
  state.answers = false;
  clock.advance(15_000);
  await vi.waitFor(() => expect(read().edge).toEqual({ answers: false, version: null }));
});

test('a volume that cannot be written to is said once, and tried again', async () => {
  const { signaling, clock, logged, state, read } = setUp();
  await vi.waitFor(() => expect(logged).toEqual(['report for the service cannot be written']));
  // The third look is begun when the second one has failed too.
  await vi.waitFor(() => {
    clock.advance(15_000);
    expect(state.asked).toBeGreaterThan(2);
  });
  mkdirSync(signaling);
  await vi.waitFor(() => {
    clock.advance(15_000);
    expect(read().aliveAt).toMatch(/^2030-01-01T00:0\d:00/);
  });
  expect(logged.length).toBe(1);
});

test('after its end nothing is asked or written', async () => {
  const { clock, state, kept } = setUp();
  kept.close();
  clock.advance(60_000);
  expect(state.asked).toBe(1);
});
