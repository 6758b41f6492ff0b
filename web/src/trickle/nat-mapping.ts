import type { Observation } from '#diagnosis';
import { readMapping } from '../probe/read-mapping.ts';
import type { FoundCandidate } from './found-candidate.ts';
import type { GatheringEnd } from './gather.ts';
import { isReachedByUdp, type UrlOutcome, udpPlaceOf } from './url-outcome.ts';

interface Gathered {
  readonly candidates: readonly FoundCandidate[];
  readonly outcomes: readonly UrlOutcome[];
  readonly end: GatheringEnd;
}

/** How the NAT maps, by the same rules as the connection test; here more than one socket may have asked. */
export function natMappingOf({ candidates, outcomes, end }: Gathered): Observation['natMapping'] {
  const overUdp = outcomes.filter(({ url }) => udpPlaceOf(url) !== null);
  const tellsServers = !candidates.some(({ type, url }) => type !== 'host' && url === null);
  const { natMapping } = readMapping({
    candidates: candidates.map(factsOf),
    ports: new Set(overUdp.map(({ url }) => udpPlaceOf(url))).size,
    haveAllAnswered: tellsServers ? end === 'complete' && overUdp.every(isReachedByUdp) : null,
  });
  return natMapping;
}

function factsOf(candidate: FoundCandidate) {
  const { type, protocol, foundation, mid, component, address, port, relatedAddress, relatedPort } =
    candidate;
  return {
    ...{ type, protocol, place: placeOf(address, port) },
    // Each section of the offer has sockets of its own, which share the foundation.
    foundation: `${foundation} ${mid} ${component}`,
    base: isHidden(relatedAddress) || !relatedPort ? null : placeOf(relatedAddress, relatedPort),
  };
}

function placeOf(address: string | null, port: number): string {
  return `${address}:${port}`;
}

function isHidden(address: string | null): boolean {
  return address === null || address === '0.0.0.0' || address === '::' || address.endsWith('.local');
}
