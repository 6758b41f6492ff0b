import { createTokenBucket, type TokenBucket } from '../token-bucket.ts';
import type { Participant } from './participants.ts';
import type { Clock } from './ports.ts';

export interface PeerBudgetOptions {
  readonly clock: Pick<Clock, 'now'>;
  /** So many from one peer at once, */
  readonly burst: number;
  /** and so many more with each second. */
  readonly perSecond: number;
}

/** How often each peer may ask something of this page. The returned function counts, and says whether it was too often. */
export function createPeerBudget({
  clock,
  burst,
  perSecond,
}: PeerBudgetOptions): (from: Participant) => boolean {
  const buckets = new WeakMap<Participant, TokenBucket>();
  return (from) => {
    const bucket = buckets.get(from) ?? createTokenBucket({ clock, burst, perSecond });
    buckets.set(from, bucket);
    return !bucket.take();
  };
}
