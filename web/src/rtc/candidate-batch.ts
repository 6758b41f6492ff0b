import { MAX_CANDIDATES_PER_SIGNAL } from '#protocol';
import type { LinkCandidate } from './link-signal.ts';
import type { Clock } from './peer-connection.ts';

/**
 * Why this growth: of candidates that never stop, a page sends at most 20 signals in 5 s to each peer, and to seven
 * peers less than half of what the server admits. A usual gathering is over after two or three.
 */
export const FIRST_BATCH_MS = 40;
export const LONGEST_BATCH_MS = 320;

export interface CandidateBatchOptions {
  readonly clock: Clock;
  readonly send: (candidates: readonly LinkCandidate[]) => void;
}

/** Local candidates on their way out: the first one at once, those that follow it closely together. */
export class CandidateBatch {
  readonly #options: CandidateBatchOptions;
  #collected: LinkCandidate[] = [];
  #delayMs = FIRST_BATCH_MS;
  #cancel: (() => void) | null = null;

  constructor(options: CandidateBatchOptions) {
    this.#options = options;
  }

  add(candidate: LinkCandidate): void {
    this.#collected.push(candidate);
    if (this.#cancel === null) this.#flush();
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#collected = [];
  }

  #flush(): void {
    this.#cancel = null;
    if (this.#collected.length === 0) {
      this.#delayMs = FIRST_BATCH_MS;
      return;
    }
    const candidates = this.#collected.splice(0, MAX_CANDIDATES_PER_SIGNAL);
    this.#cancel = this.#options.clock.schedule(() => this.#flush(), this.#delayMs);
    this.#delayMs = Math.min(this.#delayMs * 2, LONGEST_BATCH_MS);
    this.#options.send(candidates);
  }
}
