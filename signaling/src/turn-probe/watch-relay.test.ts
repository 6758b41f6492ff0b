import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { RelayFault } from '#diagnosis';
import { createTestClock } from '../core/testing/test-clock.ts';
import { createHealthFile, type HealthFile } from './health-file.ts';
import { watchRelay } from './watch-relay.ts';

const OK = 'ok';

/** A relay whose state the test decides, watched. */
async function setUp(first: 'ok' | RelayFault | Error, healthFile?: HealthFile) {
  const clock = createTestClock();
  const logged: { level: string; data: object }[] = [];
  const at = (level: string) => (data: object) => void logged.push({ level, data });
  const log = { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
  const file: string[] = [];
  const recording = { path: '/f', write: (time: string) => file.push(time), remove: () => file.push('-') };
  const relay = { state: first, probes: 0 };
  const probe = async () => {
    relay.probes++;
    if (relay.state instanceof Error) throw relay.state;
    return relay.state === OK
      ? ({ ok: true, roundTripMs: 3 } as const)
      : ({ ok: false, fault: relay.state } as const);
  };
  const watch = watchRelay({ probe, healthFile: healthFile ?? recording, clock, log });
  /** The outcome of a probe comes a few promises later. */
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  await settle();
  const pass = async (seconds: number) => {
    for (let passed = 0; passed < seconds; passed++) {
      clock.advance(1_000);
      await settle();
    }
  };
  return { watch, relay, pass, settle, clock, file, taken: () => logged.splice(0) };
}

test('a relay that works is said to once, and probed every 15 s', async () => {
  const { watch, relay, pass, taken } = await setUp(OK);
  expect(watch.status()).toBe('ok');
  await pass(60);
  expect(relay.probes).toBe(1 + 60 / 15);
  expect(taken()).toEqual([{ level: 'info', data: { roundTripMs: 3 } }]);
});

test('until it works for the first time it is probed each second, and nobody is alarmed for 20 s', async () => {
  const { watch, relay, pass, taken } = await setUp('timeout');
  expect(watch.status()).toBe('timeout');
  await pass(19);
  expect(relay.probes).toBe(20);
  expect(taken()).toEqual([]);
  await pass(10);
  expect(taken()).toMatchObject([{ level: 'error', data: { code: 'timeout' } }]);
  relay.state = OK;
  await pass(1);
  expect(watch.status()).toBe('ok');
  expect(taken()).toMatchObject([{ level: 'info' }]);
});

test('whoever asks how it is now gets it from one probe for all, and probing goes on as before', async () => {
  const { watch, relay, pass } = await setUp(OK);
  await pass(3);
  relay.state = 'quota';
  expect(watch.status()).toBe('ok');
  expect(await Promise.all([watch.freshStatus(), watch.freshStatus()])).toEqual(['quota', 'quota']);
  expect(await watch.freshStatus()).toBe('quota');
  expect(relay.probes).toBe(2);
  await pass(15);
  expect(relay.probes).toBe(3);
  watch.stop();
  expect(await watch.freshStatus()).toBe('quota');
  expect(relay.probes).toBe(3);
});

test('whoever asks does not wait longer than a page may', async () => {
  let probes = 0;
  const clock = createTestClock();
  const quiet = () => undefined;
  const watch = watchRelay({
    ...{ healthFile: null, clock, log: { error: quiet, warn: quiet, info: quiet, debug: quiet } },
    probe: () =>
      probes++ === 0 ? Promise.resolve({ ok: true, roundTripMs: 3 }) : new Promise(() => undefined),
  });
  await new Promise((resolve) => setImmediate(resolve));
  clock.advance(2_000);
  const asked = watch.freshStatus();
  clock.advance(3_000);
  expect(await asked).toBe('ok');
  expect(probes).toBe(2);
});

test('each change is logged once, with its code and a way out', async () => {
  const { watch, relay, pass, taken } = await setUp(OK);
  taken();
  relay.state = 'unauthorized';
  await pass(45);
  expect(watch.status()).toBe('unauthorized');
  expect(taken()).toEqual([
    { level: 'error', data: { code: 'unauthorized', text: expect.stringContaining('TURN_SECRET') } },
  ]);
  relay.state = 'name';
  await pass(30);
  expect(taken()).toMatchObject([{ level: 'error', data: { code: 'name' } }]);
  relay.state = OK;
  await pass(30);
  expect(taken()).toMatchObject([{ level: 'info' }]);
});

test('the health file gets the time of each success and goes at each failure', async () => {
  const { relay, pass, file } = await setUp('timeout');
  relay.state = OK;
  await pass(16);
  relay.state = 'no-bytes';
  await pass(15);
  expect(file).toEqual(['-', '2027-01-15T08:00:01.000Z', '2027-01-15T08:00:16.000Z', '-']);
});

test('a probe that throws is our mistake, and the next one is made all the same', async () => {
  const { watch, relay, pass, taken } = await setUp(new Error('a mistake'));
  expect(watch.status()).toBe('other');
  expect(taken()).toMatchObject([{ level: 'error', data: { err: new Error('a mistake') } }]);
  relay.state = OK;
  await pass(1);
  expect(watch.status()).toBe('ok');
});

test('a health file that cannot be written is one error and stops nothing', async () => {
  const broken = (): never => {
    throw new Error('ENOSPC');
  };
  const { relay, pass, taken } = await setUp(OK, { path: '/f', write: broken, remove: broken });
  await pass(60);
  expect(relay.probes).toBe(5);
  expect(taken().filter(({ level }) => level === 'error')).toMatchObject([{ data: { file: '/f' } }]);
});

test('after the stop nothing is probed, logged or written, not even what was under way', async () => {
  const { watch, relay, clock, settle, file, taken } = await setUp(OK);
  taken();
  file.length = 0;
  relay.state = 'timeout';
  clock.advance(15_000);
  watch.stop();
  await settle();
  clock.advance(60_000);
  await settle();
  expect(relay.probes).toBe(2);
  expect([...taken(), ...file]).toEqual([]);
});

test('a watch that is stopped between two probes makes no further one', async () => {
  const { watch, relay, pass } = await setUp(OK);
  watch.stop();
  await pass(60);
  expect(relay.probes).toBe(1);
});

test('the health file is whole or not there', () => {
  const directory = mkdtempSync(join(tmpdir(), 'burrow-health-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const path = join(directory, 'relay-works');
  const file = createHealthFile(path);
  file.remove();
  file.write('2027-01-15T08:00:00.000Z');
  file.write('2027-01-15T08:00:15.000Z');
  expect(readFileSync(path, 'utf8')).toBe('2027-01-15T08:00:15.000Z');
  expect(readdirSync(directory)).toEqual(['relay-works']);
  file.remove();
  expect(existsSync(path)).toBe(false);
});
