import { expect, it } from 'vitest';
import { MAX_CANDIDATES_PER_SIGNAL } from '#protocol';
import { CandidateBatch, QUICK_BATCH_MS } from './candidate-batch.ts';
import type { LinkCandidate } from './link-signal.ts';
import { VirtualClock } from './testing/virtual-clock.ts';

function setUp() {
  const clock = new VirtualClock();
  const sent: string[][] = [];
  const batch = new CandidateBatch({
    clock,
    send: (candidates: readonly LinkCandidate[]) => sent.push(candidates.map((one) => one.candidate ?? '')),
  });
  const add = (...candidates: string[]) => {
    for (const candidate of candidates) batch.add({ candidate });
  };
  return { clock, batch, sent, add };
}

it('sends the first candidate at once and those that follow closely together', async () => {
  const { clock, sent, add } = setUp();
  add('a', 'b', 'c');
  expect(sent).toEqual([['a']]);
  await clock.advance(QUICK_BATCH_MS - 1);
  expect(sent).toEqual([['a']]);
  await clock.advance(1);
  expect(sent).toEqual([['a'], ['b', 'c']]);
});

it('begins anew after a pause, and then keeps no timer', async () => {
  const { clock, sent, add } = setUp();
  add('a', 'b');
  await clock.advance(1_000);
  expect(clock.pending).toBe(0);
  add('c');
  expect(sent).toEqual([['a'], ['b'], ['c']]);
});

it.each([10, 100, 240])('sends at most twenty times in five seconds: one every %d ms', async (everyMs) => {
  const { clock, sent, add } = setUp();
  for (let round = 1; round <= 3; round += 1) {
    for (let ms = 0; ms < 5_000; ms += everyMs) {
      add('x');
      await clock.advance(everyMs);
    }
    expect(sent.length).toBeLessThanOrEqual(20 * round + 1);
  }
  await clock.advance(5_000);
  expect(sent.flat()).toHaveLength(3 * Math.ceil(5_000 / everyMs));
});

it('keeps those of a relay, which come late, no longer than the others', async () => {
  const { clock, sent, add } = setUp();
  add('host');
  await clock.advance(2);
  add('reflexive');
  await clock.advance(50);
  add('relay');
  expect(sent).toEqual([['host'], ['reflexive'], ['relay']]);
});

it('puts no more into one signal than its receiver takes', async () => {
  const { clock, sent, add } = setUp();
  add(...Array.from({ length: 2 + MAX_CANDIDATES_PER_SIGNAL }, () => 'x'));
  await clock.advance(1_000);
  expect(sent.map((list) => list.length)).toEqual([1, MAX_CANDIDATES_PER_SIGNAL, 1]);
});

it('sends nothing after it was closed', async () => {
  const { clock, batch, sent, add } = setUp();
  add('a', 'b');
  batch.close();
  await clock.advance(1_000);
  expect(sent).toEqual([['a']]);
});
