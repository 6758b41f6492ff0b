import type { CallReport, ReportEvent } from '#protocol';

/** What became of the connection to one person. */
export interface LinkHistory {
  wasConnected: boolean;
  /** Was lost for a while. */
  wasInTrouble: boolean;
  /** The last; `failed` stays when they are gone. */
  status: ReportEvent['status'];
}

type Verdict = Pick<CallReport, 'verdict' | 'cause'>;

/** What became of a call, as its worst connection tells, and why, as far as the candidates tell. */
export function callVerdict(
  links: readonly LinkHistory[],
  candidates: CallReport['candidates'],
  errors: CallReport['candidateErrors'],
): Verdict {
  const verdicts = new Set(links.map(linkVerdict));
  const verdict = FROM_WORST.find((one) => verdicts.has(one)) ?? 'nobody-met';
  const isBad = verdict === 'never-connected' || verdict === 'lost';
  return { verdict, cause: isBad ? causeOf(candidates, errors) : null };
}

const FROM_WORST = ['never-connected', 'lost', 'recovered', 'connected'] as const;

/** Null: gone before it was decided. */
function linkVerdict({
  wasConnected,
  wasInTrouble,
  status,
}: LinkHistory): (typeof FROM_WORST)[number] | null {
  if (!wasConnected) return status === 'gone' ? null : 'never-connected';
  if (status === 'failed' || status === 'recovering') return 'lost';
  return wasInTrouble ? 'recovered' : 'connected';
}

const NO_ANSWER = 701;

function causeOf(
  candidates: CallReport['candidates'],
  errors: CallReport['candidateErrors'],
): CallReport['cause'] {
  if (candidates.length === 0) return 'no-candidates';
  if (candidates.some(({ type }) => type === 'relay')) return 'no-pair';
  const isRefused = errors.some(({ server, code }) => server.startsWith('turn-') && code !== NO_ANSWER);
  // Firefox tells of no error where nothing answers: every call has relays, so that there is no candidate says it.
  return isRefused ? 'relay-refused' : 'relay-silent';
}
