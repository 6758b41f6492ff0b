export interface TokenBucketOptions {
  /** Milliseconds. */
  readonly clock: { now(): number };
  /** So many at once, */
  readonly burst: number;
  /** and so many more with each second. */
  readonly perSecond: number;
}

/** How often something may happen. */
export interface TokenBucket {
  /** Whether it may happen now; then it counts. */
  take(): boolean;
}

export function createTokenBucket({ clock, burst, perSecond }: TokenBucketOptions): TokenBucket {
  let tokens = burst;
  let filledAt = clock.now();
  return {
    take() {
      const now = clock.now();
      tokens = Math.min(burst, tokens + (Math.max(0, now - filledAt) / 1000) * perSecond);
      filledAt = now;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
