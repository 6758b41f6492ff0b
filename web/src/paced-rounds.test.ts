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

it('ends, also in the middle of a round', async () => {
  expect(await countRounds(0, (stop, rounds) => rounds === 3 && stop())).toBe(3);
});
