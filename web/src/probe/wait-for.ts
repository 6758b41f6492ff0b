import type { Clock } from '../rtc/peer-connection.ts';

export interface Wait {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly limitMs: number;
}

/**
 * What `begin` finds. Null when it has found nothing at the limit, and at once when the signal says so: nothing that
 * waits in this way can wait for ever. Only what is found first counts.
 */
export function waitFor<T>(
  { clock, signal, limitMs }: Wait,
  begin: (found: (value: T) => void) => void,
): Promise<T | null> {
  if (signal.aborted) return Promise.resolve(null);
  return new Promise((resolve) => {
    const end = (value: T | null) => {
      cancel();
      signal.removeEventListener('abort', giveUp);
      resolve(value);
    };
    const giveUp = () => end(null);
    const cancel = clock.schedule(giveUp, limitMs);
    signal.addEventListener('abort', giveUp);
    begin(end);
  });
}
