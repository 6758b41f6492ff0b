/** Time as an argument, so that tests decide when it passes. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Calls back once, after `delayMs`; returns what calls it off. */
  schedule(callback: () => void, delayMs: number): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  schedule(callback, delayMs) {
    const timer = setTimeout(callback, delayMs);
    // Nothing that is scheduled here is a reason for the process to stay.
    timer.unref();
    return () => clearTimeout(timer);
  },
};
