import { expect, it } from 'vitest';
import { AnswerTimes } from './answer-times.ts';

it('tells the slowest of the last four answers, and of those of the last minute', () => {
  const times = new AnswerTimes();
  expect(times.slowest(0)).toBeNull();
  for (const [at, tookMs] of [
    [0, 900],
    [1_000, 20],
    [2_000, 300],
    [3_000, 40],
  ] as const)
    times.add(at, tookMs);
  expect(times.slowest(3_000)).toBe(900);
  times.add(4_000, 30);
  expect(times.slowest(4_000)).toBe(300);
  expect(times.slowest(62_500)).toBe(40);
  expect(times.slowest(70_000)).toBeNull();
});

it('knows nothing of another line', () => {
  const times = new AnswerTimes();
  times.add(0, 900);
  times.forget();
  expect(times.slowest(0)).toBeNull();
});
