import { type Observation, RELAY_FAULTS, type TurnObservation } from '#diagnosis';
import type { CheckupAnswer } from '#protocol';
import type { CheckupRefusal } from '../checkup/view.ts';
import type { FoundCandidate } from './found-candidate.ts';
import type { GatheringEnd } from './gather.ts';
import { parseIceUrl } from './ice-url.ts';
import { natMappingOf } from './nat-mapping.ts';
import { isReachedByUdp, type UrlOutcome } from './url-outcome.ts';

export interface Found {
  readonly outcomes: readonly UrlOutcome[];
  readonly candidates: readonly FoundCandidate[];
  readonly end: GatheringEnd;
  readonly policy: RTCIceTransportPolicy;
  /** What the deployment said last, if it was asked. */
  readonly own: CheckupAnswer | CheckupRefusal | null;
  /** Whether the list is that of the deployment, so that what it says of itself belongs to it. */
  readonly isOwnList: boolean;
}

/** As `observation` takes. */
const MAX_TURN_URLS = 24;

/** The plain facts of one run, without anything private. */
export function toObservation(found: Found): Observation {
  const { own } = found;
  const refusal = typeof own === 'string' && own !== 'unreachable' ? own : null;
  return {
    page: own === 'unreachable' ? 'silent' : 'answers',
    webSocket: null,
    credentialsRefused: refusal,
    turn: turnOf(found.outcomes),
    reflexive: reflexiveOf(found),
    natMapping: natMappingOf(found),
    server: found.isOwnList && own !== null && typeof own === 'object' ? serverOf(own) : null,
  };
}

function turnOf(outcomes: readonly UrlOutcome[]): TurnObservation[] {
  return outcomes
    .flatMap(({ url, allocation, relayed }) =>
      allocation === null ? [] : [{ url: lowerScheme(url), family: familyOf(url), allocation, relayed }],
    )
    .slice(0, MAX_TURN_URLS);
}

function lowerScheme(url: string): string {
  return url.replace(/^[^:]*/, (scheme) => scheme.toLowerCase());
}

/** Known only where the URL names an address: of a name, browsers do not tell which of its addresses they took. */
function familyOf(url: string): TurnObservation['family'] {
  const parsed = parseIceUrl(url);
  if (!parsed.ok) return null;
  if (parsed.url.host.includes(':')) return 'ipv6';
  return /^[\d.]+$/.test(parsed.url.host) ? 'ipv4' : null;
}

/** Where the outside is the same as the inside there is no such candidate; a relay reached by UDP says as much. */
function reflexiveOf({ candidates, outcomes, policy, end }: Found): boolean | null {
  if (candidates.some(({ type, protocol }) => type === 'srflx' && protocol === 'udp')) return true;
  if (outcomes.some(isReachedByUdp)) return true;
  return policy === 'all' && end === 'complete' ? false : null;
}

function serverOf({ server }: CheckupAnswer): Observation['server'] {
  const known = (['ok', ...RELAY_FAULTS] as const).find((one) => one === server.relay);
  return { relay: known ?? 'unknown', certificateExpiresAt: server.certificateExpiresAt };
}
