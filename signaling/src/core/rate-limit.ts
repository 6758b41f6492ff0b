import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

export interface RateLimit {
  /** Counts one. Null when it is within the limit, else how much was counted and when it ends. */
  consume(key: string): Promise<Exceeded | null>;
  /** Whether the limit is already used up; counts nothing. */
  isExceeded(key: string): Promise<Exceeded | null>;
  forget(key: string): Promise<void>;
}

export interface Exceeded {
  readonly retryAfterSeconds: number;
  /** How many times the limit was counted in this window. */
  readonly factor: number;
}

/** At most `points` per key in `durationSeconds`. */
export function createRateLimit(limit: { points: number; durationSeconds: number }): RateLimit {
  const limiter = new RateLimiterMemory({ points: limit.points, duration: limit.durationSeconds });
  const exceeded = (state: RateLimiterRes): Exceeded => ({
    retryAfterSeconds: Math.max(1, Math.ceil(state.msBeforeNext / 1000)),
    factor: state.consumedPoints / limit.points,
  });
  return {
    async consume(key) {
      try {
        await limiter.consume(key);
        return null;
      } catch (reason) {
        if (reason instanceof RateLimiterRes) return exceeded(reason);
        throw reason;
      }
    },
    async isExceeded(key) {
      const state = await limiter.get(key);
      return state !== null && state.consumedPoints >= limit.points ? exceeded(state) : null;
    },
    async forget(key) {
      await limiter.delete(key);
    },
  };
}
