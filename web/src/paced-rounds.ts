/** Milliseconds. */
interface RoundClock {
  now(): number;
  schedule(callback: () => void, delayMs: number): () => void;
}

export interface PacedRoundsOptions {
  readonly clock: RoundClock;
  readonly intervalMs: number;
  /** Told how much later it runs than it was to. */
  readonly run: (lateMs: number) => void;
}

/** Of the page's time. */
const MOST_OF_TIME = 0.05;
/** Why: a machine that slept in the middle of a round was not busy. */
const LONGEST_PAUSE_MS = 10_000;

/**
 * Runs again and again, and more seldom where it takes long; returns what ends it. For what asks the browser's media threads,
 * which stops the page until they answer: on a machine with too much to do each answer takes as long as those threads wait.
 */
export function paceRounds({ clock, intervalMs, run }: PacedRoundsOptions): () => void {
  let isEnded = false;
  let cancel = pause(intervalMs);

  function pause(forMs: number): () => void {
    const dueAt = clock.now() + forMs;
    return clock.schedule(() => round(dueAt), forMs);
  }

  function round(dueAt: number): void {
    const startedAt = clock.now();
    try {
      run(Math.max(startedAt - dueAt, 0));
    } finally {
      const restMs = Math.min((clock.now() - startedAt) / MOST_OF_TIME, LONGEST_PAUSE_MS);
      if (!isEnded) cancel = pause(Math.max(intervalMs, restMs));
    }
  }

  return () => {
    isEnded = true;
    cancel();
  };
}
