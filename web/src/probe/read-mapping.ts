import type { Observation } from '#diagnosis';
import type { CandidateFacts } from './candidate-facts.ts';

export interface Gathered {
  readonly candidates: readonly CandidateFacts[];
  /** Of how many ports of the server an address was asked for; the server has a socket of its own for each. */
  readonly ports: number;
  /** Whether every port has answered, as far as the browser tells. Null: this browser does not tell. */
  readonly haveAllAnswered: boolean | null;
}

/**
 * What the addresses that came back say of the NAT (RFC 4787 §4.1). Browsers report an address once that two ports agree
 * on, and none that is the machine's own: what did not come says something only where the browser tells of failures.
 */
export function readMapping({
  candidates,
  ports,
  haveAllAnswered,
}: Gathered): Pick<Observation, 'reflexive' | 'natMapping'> {
  const udp = candidates.filter(({ protocol }) => protocol === 'udp');
  const reflexive = udp.filter(({ type }) => type === 'srflx');
  const own = new Set(udp.filter(({ type }) => type === 'host').map(({ place }) => place));
  if (reflexive.length === 0) {
    const isUnmapped = haveAllAnswered === true && own.size > 0;
    return { reflexive: isUnmapped, natMapping: isUnmapped ? 'none' : 'unknown' };
  }
  if (reflexive.every(({ place }) => own.has(place))) return { reflexive: true, natMapping: 'none' };
  const places = new Map<string, Set<string>>();
  for (const { place, base, foundation } of reflexive) {
    // One socket asks all ports; where its address is hidden, candidates of one address share the foundation.
    const socket = base ?? foundation;
    places.set(socket, (places.get(socket) ?? new Set()).add(place));
  }
  if ([...places.values()].some(({ size }) => size > 1))
    return { reflexive: true, natMapping: 'one-per-port' };
  const isSame = haveAllAnswered === true && ports > 1;
  return { reflexive: true, natMapping: isSame ? 'same-for-all-ports' : 'unknown' };
}
