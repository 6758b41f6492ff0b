import type { Observation } from '#diagnosis';
import type { FoundCandidate } from './found-candidate.ts';
import type { GatheringError } from './gather.ts';
import { judge, judgeUrl } from './judge.ts';
import type { Run } from './trickle-run.ts';

/** What a run is exported as. There is no field for a credential: none is ever in it. */
export interface TrickleExport {
  readonly kind: 'burrow-trickle';
  readonly startedAt: string;
  readonly policy: RTCIceTransportPolicy;
  readonly gathering: { readonly end: Run['end']; readonly afterMs: number | null };
  readonly candidates: readonly Partial<FoundCandidate>[];
  readonly errors: readonly Partial<GatheringError>[];
  readonly verdict: {
    readonly all: string;
    readonly urls: readonly { readonly url: string; readonly verdict: string }[];
  };
  readonly observation: Observation | null;
}

/** `isPrivate`: leaves out all addresses of this device and its network, and what names its ICE session. */
export function toExport(run: Run, isPrivate: boolean): TrickleExport {
  return {
    kind: 'burrow-trickle',
    startedAt: new Date(run.startedAtMs).toISOString(),
    policy: run.policy,
    gathering: { end: run.end, afterMs: run.endedAfterMs },
    candidates: isPrivate ? run.candidates.map(withoutAddresses) : run.candidates,
    errors: isPrivate ? run.errors.map(({ atMs, url, code }) => ({ atMs, url, code })) : run.errors,
    verdict: {
      all: judge(run.outcomes),
      urls: run.outcomes.map((outcome) => ({ url: outcome.url, verdict: judgeUrl(outcome) })),
    },
    observation: run.observation,
  };
}

/** What is named here goes out, and nothing else: a field that is new stays inside. */
function withoutAddresses(candidate: FoundCandidate): Partial<FoundCandidate> {
  const { atMs, type, component, protocol, tcpType, priority, mid, relayProtocol, url } = candidate;
  return { atMs, type, component, protocol, tcpType, priority, mid, relayProtocol, url };
}
