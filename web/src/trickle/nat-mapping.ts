import type { Observation } from '#diagnosis';
import type { FoundCandidate } from './found-candidate.ts';

/**
 * How the NAT maps, as far as candidates tell it (RFC 4787 §4.1): one socket inside that was seen as two outside is
 * mapped anew for each server. One outside proves nothing: browsers show equal candidates once. Nor do addresses that
 * the browser hides.
 */
export function natMappingOf(candidates: readonly FoundCandidate[]): Observation['natMapping'] {
  const outsideOf = new Map<string, string>();
  for (const { type, protocol, address, port, relatedAddress, relatedPort } of candidates) {
    if (type !== 'srflx' || protocol !== 'udp' || isHidden(relatedAddress) || !relatedPort) continue;
    const inside = `${relatedAddress} ${relatedPort}`;
    const outside = `${address} ${port}`;
    if ((outsideOf.get(inside) ?? outside) !== outside) return 'one-per-port';
    outsideOf.set(inside, outside);
  }
  return 'unknown';
}

function isHidden(address: string | null): boolean {
  return address === null || address === '0.0.0.0' || address === '::' || address.endsWith('.local');
}
