/** Milliseconds. */
interface RoundClock {
  now(): number;
  schedule(callback: () => void, delayMs: number): () => void;
}

export interface PacedRoundsOptions {
  readonly clock: RoundClock;
  readonly intervalMs: number;
  readonly run: () => void;
}

/** Of the page's time. */
const MOST_OF_TIME = 0.05;

/**
 * Runs again and again, and more seldom where it takes long; returns what ends it. For what asks the browser's media threads,
 * which stops the page until they answer: on a machine with too much to do each answer takes as long as those threads wait.
 */
export function paceRounds({ clock, intervalMs, run }: PacedRoundsOptions): () => void {
  let cancel = clock.schedule(round, intervalMs);
  let isEnded = false;

  function round(): void {
    const startedAt = clock.now();
    run();
    const tookMs = clock.now() - startedAt;
    if (!isEnded) cancel = clock.schedule(round, Math.max(intervalMs, tookMs / MOST_OF_TIME));
  }

  return () => {
    isEnded = true;
    cancel();
  };
}
