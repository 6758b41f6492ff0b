import type { CandidateType, FoundCandidate } from './found-candidate.ts';
import type { UrlOutcome } from './url-outcome.ts';

/** `proven`: bytes went that way and came back. `silent`: the way was promised, and nothing came back. */
export type PathState = 'not-found' | 'found' | 'proven' | 'silent';

export interface FoundPath {
  readonly type: Exclude<CandidateType, 'prflx'>;
  readonly count: number;
  readonly state: PathState;
}

/** The three kinds of ways, the shortest first. */
export function foundPaths(
  candidates: readonly FoundCandidate[],
  outcomes: readonly UrlOutcome[],
): readonly FoundPath[] {
  const countOf = (wanted: CandidateType) => candidates.filter(({ type }) => type === wanted).length;
  const plain = (type: 'host' | 'srflx'): FoundPath => {
    const count = countOf(type);
    return { type, count, state: count > 0 ? 'found' : 'not-found' };
  };
  return [
    plain('host'),
    plain('srflx'),
    { type: 'relay', count: countOf('relay'), state: relayState(countOf('relay'), outcomes) },
  ];
}

function relayState(count: number, outcomes: readonly UrlOutcome[]): PathState {
  const tried = outcomes.flatMap(({ relayed }) => (relayed === null ? [] : [relayed]));
  if (tried.some(({ received }) => received > 0)) return 'proven';
  if (tried.length > 0) return 'silent';
  return count > 0 ? 'found' : 'not-found';
}
