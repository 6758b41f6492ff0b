import { expect, it } from 'vitest';
import { type LinkTrouble, nextHealingStep, SLOW_DOWN_AFTER_MS } from './healing-policy.ts';

/** When each step is taken, if none of them helps. */
function timetable(trouble: LinkTrouble): string[] {
  const steps: string[] = [];
  let elapsedMs = 0;
  for (let attempt = 0; steps.at(-1)?.endsWith('slow-down') !== true && attempt < 100; attempt += 1) {
    const { afterMs, step } = nextHealingStep({ trouble, attempt, elapsedMs, isSlow: false });
    elapsedMs += afterMs;
    steps.push(`${elapsedMs / 1_000} s ${step}`);
  }
  return steps;
}

it('restarts ICE at once when a connection is lost, soon builds anew, then goes through relays', () => {
  expect(timetable('lost')).toEqual([
    '0 s ice-restart',
    '0.5 s prompt-rebuild',
    '3 s rebuild',
    '8 s relay-only',
    '16 s rebuild',
    '28 s rebuild',
    '40 s rebuild',
    '60 s slow-down',
  ]);
});

it('tries a new connection in the place of a lost one again and again, as a relay may be starting', () => {
  expect(timetable('rebuilt').slice(0, 5)).toEqual([
    '3 s ice-restart',
    '6 s ice-restart',
    '11 s relay-only',
    '19 s rebuild',
    '31 s rebuild',
  ]);
});

it('builds anew at once when there is reason to think that the other end can be reached again', () => {
  expect(timetable('found').slice(0, 4)).toEqual([
    '0 s rebuild-or-restart',
    '3 s rebuild',
    '8 s relay-only',
    '16 s rebuild',
  ]);
});

it('has more patience with a first connection', () => {
  expect(timetable('connecting')).toEqual([
    '3 s check',
    '8 s ice-restart',
    '16 s relay-only',
    '24 s rebuild',
    '36 s rebuild',
    '48 s rebuild',
    '60 s slow-down',
  ]);
});

it('goes on slowly, and ever more slowly, when nothing has helped', () => {
  const pauses = [60_000, 120_000, 240_000, 3_600_000].map(
    (elapsedMs) => nextHealingStep({ trouble: 'rebuilt', attempt: 9, elapsedMs, isSlow: true }).afterMs,
  );
  expect(pauses).toEqual([30_000, 30_000, 60_000, 120_000]);
});

it.each([
  [SLOW_DOWN_AFTER_MS - 1_000, 1_000],
  [SLOW_DOWN_AFTER_MS, 0],
  [SLOW_DOWN_AFTER_MS * 10, 0],
])('slows down on time when others took %i ms of it', (elapsedMs, afterMs) => {
  const next = nextHealingStep({ trouble: 'lost', attempt: 1, elapsedMs, isSlow: false });
  expect(next).toEqual({ afterMs, step: 'slow-down' });
});
