import type { Observation } from '#diagnosis';
import type { FoundCandidate } from './found-candidate.ts';
import type { GatheringEnd, GatheringError } from './gather.ts';
import type { UrlOutcome } from './url-outcome.ts';

/** `asking`: for microphone or camera. `checking`: bytes are sent through the relays. */
export type RunPhase = 'idle' | 'asking' | 'gathering' | 'checking' | 'done';

/** Why the addresses of this device are hidden although they were asked for. */
export type MediaRefusal = 'denied' | 'none';

/** One run as far as it has come. */
export interface Run {
  readonly phase: RunPhase;
  /** Milliseconds since the Unix epoch. */
  readonly startedAtMs: number;
  readonly policy: RTCIceTransportPolicy;
  readonly mediaRefusal: MediaRefusal | null;
  readonly candidates: readonly FoundCandidate[];
  readonly errors: readonly GatheringError[];
  /** Null while gathering. */
  readonly end: GatheringEnd | null;
  readonly endedAfterMs: number | null;
  readonly offer: string | null;
  /** Of each URL, in the order of the list. */
  readonly outcomes: readonly UrlOutcome[];
  /** Once all is done. */
  readonly observation: Observation | null;
}

export const NO_RUN: Run = {
  ...{ phase: 'idle', startedAtMs: 0, policy: 'all', mediaRefusal: null },
  ...{ candidates: [], errors: [], end: null, endedAfterMs: null, offer: null },
  ...{ outcomes: [], observation: null },
};

export function isBusy({ phase }: Run): boolean {
  return phase !== 'idle' && phase !== 'done';
}
