import { expect, it } from 'vitest';
import { paceRounds } from './paced-rounds.ts';
import { VirtualClock } from './rtc/testing/virtual-clock.ts';

async function countRounds(
  tookMs: number,
  end?: (stop: () => void, rounds: number) => void,
): Promise<number> {
  const clock = new VirtualClock();
  let rounds = 0;
  const stop = paceRounds({
    // Each round stands still for so long.
    clock: {
      now: () => clock.now() + rounds * tookMs,
      schedule: (run, delayMs) => clock.schedule(run, delayMs),
    },
    intervalMs: 200,
    run() {
      rounds += 1;
      end?.(stop, rounds);
    },
  });
  await clock.advance(10_000);
  return rounds;
}

it('runs at its interval where it takes little', async () => {
  expect(await countRounds(0)).toBe(50);
  expect(await countRounds(10)).toBe(50);
});

it('takes no more than a twentieth of the time', async () => {
  expect(await countRounds(50)).toBe(10);
});

it('is back soon after a round in which the machine has slept', async () => {
  expect(await countRounds(600_000)).toBe(1);
  const clock = new VirtualClock();
  let rounds = 0;
  paceRounds({
    clock: {
      now: () => clock.now() + rounds * 600_000,
      schedule: (run, delayMs) => clock.schedule(run, delayMs),
    },
    intervalMs: 200,
    run: () => void rounds++,
  });
  await clock.advance(10_300);
  expect(rounds).toBe(2);
});

it('tells by how much a round is late', async () => {
  const clock = new VirtualClock();
  let lag = 0;
  const late: number[] = [];
  paceRounds({
    clock: { now: () => clock.now() + lag, schedule: (run, delayMs) => clock.schedule(run, delayMs) },
    intervalMs: 200,
    run: (lateMs) => void late.push(lateMs),
  });
  await clock.advance(200);
  lag = 300;
  await clock.advance(200);
  expect(late).toEqual([0, 300]);
});

it('goes on after a round that has failed', () => {
  let rounds = 0;
  const due: (() => void)[] = [];
  paceRounds({
    clock: {
      now: () => 0,
      schedule(run) {
        due.push(run);
        return () => undefined;
      },
    },
    intervalMs: 200,
    run() {
      rounds += 1;
      throw new Error('of a round');
    },
  });
  expect(() => due.shift()?.()).toThrow('of a round');
  expect(() => due.shift()?.()).toThrow('of a round');
  expect(rounds).toBe(2);
});

it('ends, also in the middle of a round', async () => {
  expect(await countRounds(0, (stop, rounds) => rounds === 3 && stop())).toBe(3);
});
