import { sleep } from '#keeper/clock';
import type { Result } from '#keeper/result';
import type { Clock } from '#signaling/core/clock';

export interface Tries {
  readonly most: number;
  readonly everyMs: number;
  readonly clock: Clock;
}

/** For what needs a moment to be well: the last outcome, which is the first that is. */
export async function tryAgain<Value>(
  work: () => Promise<Result<Value>>,
  { most, everyMs, clock }: Tries,
): Promise<Result<Value>> {
  let outcome = await work();
  for (let tries = 1; tries < most && !outcome.ok; tries++) {
    await sleep(clock, everyMs);
    outcome = await work();
  }
  return outcome;
}
