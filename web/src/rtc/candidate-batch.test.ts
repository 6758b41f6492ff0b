import { expect, it } from 'vitest';
import { MAX_CANDIDATES_PER_SIGNAL } from '#protocol';
import { CandidateBatch, FIRST_BATCH_MS, LONGEST_BATCH_MS } from './candidate-batch.ts';
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
  await clock.advance(FIRST_BATCH_MS - 1);
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

it('sends at most twenty times in five seconds, however many there are', async () => {
  const { clock, sent, add } = setUp();
  for (let ms = 0; ms < 5_000; ms += 10) {
    add('x');
    await clock.advance(10);
  }
  expect(sent.length).toBeLessThanOrEqual(20);
  await clock.advance(LONGEST_BATCH_MS);
  expect(sent.flat()).toHaveLength(500);
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
