import { MAX_CANDIDATES_PER_SIGNAL } from '#protocol';
import type { LinkCandidate } from './link-signal.ts';
import type { Clock } from './peer-connection.ts';

/**
 * Why these figures: of candidates that never stop, a page sends at most 20 signals in 5 s to each peer, and to seven
 * peers less than half of what the server admits. A usual gathering is over after four or five, of which the relay's
 * come late, and whoever needs them has waited long enough.
 */
const QUICK_SIGNALS = 6;
const PERIOD_MS = 5_000;
export const QUICK_BATCH_MS = 5;
const SLOW_BATCH_MS = 350;

export interface CandidateBatchOptions {
  readonly clock: Clock;
  readonly send: (candidates: readonly LinkCandidate[]) => void;
}

/** Local candidates on their way out: the first one at once, those that follow it closely together. */
export class CandidateBatch {
  readonly #options: CandidateBatchOptions;
  #collected: LinkCandidate[] = [];
  /** When the last signals were sent, as many as may go quickly. */
  #sentAt: number[] = [];
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
    if (this.#collected.length === 0) return;
    const candidates = this.#collected.splice(0, MAX_CANDIDATES_PER_SIGNAL);
    this.#cancel = this.#options.clock.schedule(() => this.#flush(), this.#pauseMs());
    this.#options.send(candidates);
  }

  /** After the signal that is sent now. */
  #pauseMs(): number {
    const now = this.#options.clock.now();
    this.#sentAt = [...this.#sentAt, now].slice(-QUICK_SIGNALS);
    const [oldest = now] = this.#sentAt;
    const isQuick = this.#sentAt.length < QUICK_SIGNALS || now - oldest >= PERIOD_MS;
    return isQuick ? QUICK_BATCH_MS : SLOW_BATCH_MS;
  }
}
