import type { UrlOutcome } from './url-outcome.ts';

/** What one URL is worth, for which there are words. */
export type UrlJudgement =
  | 'checking'
  | 'passes'
  | 'silent'
  | 'unchecked'
  | 'refused'
  | 'no-answer'
  | 'bad-certificate'
  | 'unfinished'
  | 'stun-answers'
  | 'stun-silent'
  | 'stun-unknown';

/** An allocation is a promise; only bytes that came back are proof. */
export function judgeUrl({ allocation, relayed, reflected, isChecking }: UrlOutcome): UrlJudgement {
  if (isChecking) return 'checking';
  if (relayed !== null && relayed.received > 0) return 'passes';
  if (allocation === null) {
    if (reflected === null) return 'stun-unknown';
    return reflected ? 'stun-answers' : 'stun-silent';
  }
  if (allocation.outcome === 'allocated') return relayed === null ? 'unchecked' : 'silent';
  return allocation.outcome;
}

/** What all TURN URLs together are worth. */
export type Judgement = 'all-pass' | 'some-pass' | 'none-pass' | 'unchecked' | 'no-turn';

export function judge(outcomes: readonly UrlOutcome[]): Judgement {
  const turn = outcomes.filter(({ allocation }) => allocation !== null).map(judgeUrl);
  if (turn.length === 0) return 'no-turn';
  const passing = turn.filter((one) => one === 'passes').length;
  if (passing === turn.length) return 'all-pass';
  if (passing > 0) return 'some-pass';
  // Nothing was proved, either way.
  return turn.some((one) => OPEN.includes(one)) ? 'unchecked' : 'none-pass';
}

const OPEN: readonly UrlJudgement[] = ['checking', 'unchecked', 'unfinished'];
