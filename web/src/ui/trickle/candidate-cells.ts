import type { TrickleTexts } from '../../i18n/en-trickle.ts';
import { formatPriority } from '../../trickle/candidate-priority.ts';
import type { FoundCandidate } from '../../trickle/found-candidate.ts';

export const CANDIDATE_COLUMNS = [
  ...(['time', 'type', 'component', 'foundation', 'protocol', 'address', 'port', 'priority'] as const),
  ...(['mid', 'usernameFragment', 'related', 'relayProtocol', 'url'] as const),
] as const;

export type CandidateColumn = (typeof CANDIDATE_COLUMNS)[number];

/** What the table says of a candidate, column by column. */
export function candidateCells(
  candidate: FoundCandidate,
  texts: TrickleTexts,
): Readonly<Record<CandidateColumn, string>> {
  const { relatedAddress, relatedPort, tcpType, protocol } = candidate;
  const orNone = (text: string | null) => text || texts.none;
  return {
    time: texts.milliseconds(Math.round(candidate.atMs)),
    type: candidate.type,
    component: texts.candidates.componentNames(candidate.component),
    foundation: candidate.foundation,
    protocol: tcpType === null ? protocol : `${protocol} (${tcpType})`,
    address: candidate.address,
    port: String(candidate.port),
    priority: formatPriority(candidate.priority),
    mid: orNone(candidate.mid),
    usernameFragment: orNone(candidate.usernameFragment),
    related: relatedAddress === null ? texts.none : `${relatedAddress}:${relatedPort ?? ''}`,
    relayProtocol: orNone(candidate.relayProtocol),
    url: orNone(candidate.url),
  };
}
