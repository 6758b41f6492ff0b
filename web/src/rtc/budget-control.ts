import { type BudgetSituation, type LinkBudget, meshBudget } from './mesh-budget.ts';

/** Estimators begin with 300 kbit/s on any line and look for its width first: until then their word is no reason. */
export const ESTIMATE_SETTLES_MS = 4_000;
/**
 * For how long after each connection pictures are small. Why also after a loss: a picture of another size is a whole one,
 * which the other end would else wait for, and a small one is there first.
 */
export const STARTING_MS = 1_000;
/** After a stop; doubles with each trial. */
export const FIRST_TRIAL_MS = 8_000;
const LONGEST_TRIAL_WAIT_MS = 60_000;
/** How long video is sent before it is judged whether the network carries it. */
export const TRIAL_MS = 5_000;
/** A trial is over at once where so much gets lost. */
const TRIAL_LOSS = 0.1;
/** When video has gone on for so long, the trial was not in vain. */
const PROVEN_MS = 60_000;

export type LinkSituation = Omit<BudgetSituation, 'lastVideoBitrate' | 'isStarting'>;

/**
 * The budget of one peer connection as time goes on. Without video the estimate of the bandwidth cannot grow, because
 * nothing is sent that could show more; so from time to time a little video is tried.
 */
export class BudgetControl {
  #routeBeganAt: number;
  #connectedAt: number | null = null;
  #last: LinkBudget | null = null;
  #stoppedAt: number | null = null;
  #trialEndsAt = Number.NEGATIVE_INFINITY;
  #startedAt: number;
  #waitMs = FIRST_TRIAL_MS;

  constructor(nowMs: number) {
    this.#routeBeganAt = nowMs;
    this.#startedAt = nowMs;
  }

  /** Another route may be wider, and browsers estimate it from the beginning. */
  handleRoute(nowMs: number): void {
    this.#routeBeganAt = nowMs;
    this.#connectedAt = nowMs;
  }

  next(nowMs: number, situation: LinkSituation): LinkBudget {
    const budget = this.#isOnTrial(nowMs, situation)
      ? this.#trial(situation)
      : this.#measured(nowMs, situation);
    this.#remember(nowMs, budget);
    return budget;
  }

  #isOnTrial(nowMs: number, { loss }: LinkSituation): boolean {
    if (nowMs < this.#trialEndsAt) {
      if (loss < TRIAL_LOSS) return true;
      this.#trialEndsAt = nowMs;
    }
    if (this.#stoppedAt === null || nowMs - this.#stoppedAt < this.#waitMs) return false;
    this.#trialEndsAt = nowMs + TRIAL_MS;
    this.#waitMs = Math.min(this.#waitMs * 2, LONGEST_TRIAL_WAIT_MS);
    return true;
  }

  /** As if it had been stopped before: the least that is worth to be begun with, whatever the estimate says. */
  #trial(situation: LinkSituation): LinkBudget {
    return meshBudget({
      ...situation,
      availableBitrate: null,
      loss: 0,
      lastVideoBitrate: 0,
      isStarting: false,
    });
  }

  #measured(nowMs: number, situation: LinkSituation): LinkBudget {
    const isSettled = nowMs - this.#routeBeganAt >= ESTIMATE_SETTLES_MS;
    const availableBitrate = isSettled ? situation.availableBitrate : null;
    return meshBudget({
      ...situation,
      availableBitrate,
      lastVideoBitrate: this.#last?.videoBitrate ?? null,
      isStarting: this.#connectedAt === null || nowMs - this.#connectedAt < STARTING_MS,
    });
  }

  #remember(nowMs: number, budget: LinkBudget): void {
    const isStopped = budget.videoBitrate === 0;
    if (isStopped && this.#stoppedAt === null) {
      if (nowMs - this.#startedAt >= PROVEN_MS) this.#waitMs = FIRST_TRIAL_MS;
      this.#stoppedAt = nowMs;
    } else if (!isStopped && this.#stoppedAt !== null) {
      this.#stoppedAt = null;
      this.#startedAt = nowMs;
    }
    this.#last = budget;
  }
}
