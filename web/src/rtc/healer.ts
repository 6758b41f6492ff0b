import type { HealingPolicy, HealingStep, LinkTrouble } from './healing-policy.ts';
import type { Clock } from './peer-connection.ts';

/** Why half a second: several causes to check (network back, server back, peer back) often come together. */
export const LEAST_STEP_INTERVAL_MS = 500;

/** `slow`: nothing has helped for long; it is still tried, now and then. */
export type HealerState = 'idle' | 'healing' | 'slow';

export interface HealerOptions {
  readonly clock: Clock;
  readonly policy: HealingPolicy;
  readonly onStep: (step: Exclude<HealingStep, 'slow-down'>) => void;
  /** `state` has changed. */
  readonly onChange: () => void;
}

/** Walks through the steps of a policy, by the clock, until it is told that the link is well again. */
export class Healer {
  readonly #options: HealerOptions;
  #state: HealerState = 'idle';
  #trouble: LinkTrouble = 'connecting';
  #attempt = 0;
  #beganAt = 0;
  #lastStepAt: number;
  #cancel: () => void = () => undefined;

  constructor(options: HealerOptions) {
    this.#options = options;
    this.#lastStepAt = options.clock.now();
  }

  get state(): HealerState {
    return this.#state;
  }

  /** Begins, unless it has begun already. */
  start(trouble: LinkTrouble): void {
    if (this.#state === 'idle') this.#begin(trouble);
  }

  /** There is reason to hope: from the first step, and now, but not too soon after the last step. */
  check(trouble: LinkTrouble): void {
    this.#begin(trouble, 0);
  }

  /** Another peer connection has begun, which has time of its own: from the first step, but not longer in all. */
  handleRebuilt(): void {
    if (this.#state === 'idle') {
      this.#begin('rebuilt');
      return;
    }
    if (this.#trouble !== 'connecting') this.#trouble = 'rebuilt';
    this.#attempt = 0;
    this.#scheduleNext();
  }

  /** The other end does something about it: that has time until our next step. */
  postpone(): void {
    if (this.#state !== 'idle') this.#scheduleNext();
  }

  stop(): void {
    this.#cancel();
    this.#setState('idle');
  }

  #begin(trouble: LinkTrouble, afterMs?: number): void {
    this.#trouble = trouble;
    this.#attempt = 0;
    this.#beganAt = this.#options.clock.now();
    this.#setState('healing');
    this.#scheduleNext(afterMs);
  }

  #scheduleNext(afterMs?: number): void {
    const { clock, policy } = this.#options;
    this.#cancel();
    const now = clock.now();
    const next = policy({
      trouble: this.#trouble,
      attempt: this.#attempt,
      elapsedMs: now - this.#beganAt,
      isSlow: this.#state === 'slow',
    });
    // Not more than that: the clock may have been set back.
    const leastMs = Math.min(this.#lastStepAt + LEAST_STEP_INTERVAL_MS - now, LEAST_STEP_INTERVAL_MS);
    const delayMs = Math.max(afterMs ?? next.afterMs, leastMs, 0);
    this.#cancel = clock.schedule(() => this.#take(next.step), delayMs);
  }

  #take(step: HealingStep): void {
    if (step === 'slow-down') {
      this.#setState('slow');
      this.#scheduleNext();
      return;
    }
    this.#lastStepAt = this.#options.clock.now();
    this.#attempt += 1;
    this.#scheduleNext();
    this.#options.onStep(step);
  }

  #setState(state: HealerState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#options.onChange();
  }
}
