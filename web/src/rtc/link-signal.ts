import { MAX_LINK_EPOCH } from '#protocol';
import type { LinkPath } from './selected-path.ts';

/** What the two ends of a link say to each other, through whatever channel carries it. */

export interface SessionDescription {
  readonly type: 'offer' | 'answer';
  readonly sdp: string;
}

/** RTCIceCandidateInit as it comes from a peer. An empty `candidate` is the end of candidates (RFC 8838 §13). */
export interface LinkCandidate {
  readonly candidate?: string | undefined;
  readonly sdpMid?: string | null | undefined;
  readonly sdpMLineIndex?: number | null | undefined;
  readonly usernameFragment?: string | null | undefined;
}

/**
 * `epoch` counts the peer connections that a link has had, from 1. Signals of an older one are stale; one of a newer
 * one makes its receiver build anew.
 */
export type LinkSignal =
  | {
      readonly type: 'description';
      readonly epoch: number;
      /**
       * An offer's own number among its sender's offers of this epoch; an answer repeats that of the offer it answers.
       * Why: on a channel that loses and repeats, an SDP answer does not say which offer it belongs to.
       */
      readonly exchange: number;
      readonly description: SessionDescription;
    }
  | { readonly type: 'candidates'; readonly epoch: number; readonly candidates: readonly LinkCandidate[] }
  /** "I am at this epoch." Of the same epoch as the receiver's: "and I wait for an offer." */
  | { readonly type: 'rebuild'; readonly epoch: number }
  /** How this end sees the route; not said as long as it is direct. */
  | { readonly type: 'path'; readonly epoch: number; readonly path: LinkPath };

/** Why 1000: no link gets this far ahead while its other end is cut off, and a hostile one burns few epochs at a time. */
export const MAX_EPOCH_STEP = 1_000;

/** Whether a peer may say that it is at `epoch` while we are at `current`: at an older one, ours, or one not far ahead. */
export function isPossibleEpoch(epoch: number, current: number): boolean {
  const furthest = Math.min(current + MAX_EPOCH_STEP, MAX_LINK_EPOCH);
  return Number.isSafeInteger(epoch) && epoch >= 1 && epoch <= furthest;
}

/** What a peer or a network can cause. None of them ends a link; they are for logs and the details panel. */
export type LinkProblem =
  | 'bad-description'
  | 'offer-failed'
  | 'answer-failed'
  | 'bad-candidate'
  | 'bad-epoch'
  | 'track-refused'
  | 'codecs-refused'
  | 'parameters-refused'
  | 'message-refused'
  | 'refresh-failed'
  | 'configuration-refused'
  | 'stats-failed';

export type OnProblem = (code: LinkProblem, error: unknown) => void;
