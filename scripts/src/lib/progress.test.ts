import { expect, test } from 'vitest';
import { createProgress } from './progress.ts';
import { createManualClock } from './testing/manual-clock.ts';

function terminal() {
  const written: string[] = [];
  const { clock, advance } = createManualClock();
  return { written, advance, progress: createProgress((text) => written.push(text), clock) };
}

const CLEARED = '\r\u001b[K';

test('what takes a second is shown with its time, and goes when something else is written', async () => {
  const { written, advance, progress } = terminal();
  progress.tell('stopping');
  await advance(999);
  expect(written).toEqual([]);
  await advance(1_001);
  expect(written).toEqual([`${CLEARED}stopping ... 1.0 s`, `${CLEARED}stopping ... 2.0 s`]);
  progress.clear();
  progress.clear();
  expect(written.slice(2)).toEqual([CLEARED]);
});

test('after its end nothing is shown', async () => {
  const { written, advance, progress } = terminal();
  progress.tell('one');
  progress.tell('two');
  await advance(1_000);
  expect(written).toEqual([`${CLEARED}two ... 1.0 s`]);
  progress.end();
  await advance(5_000);
  expect(written.slice(1)).toEqual([CLEARED]);
});
