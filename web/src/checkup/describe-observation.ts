import { describe, diagnose, type Outcome } from '#diagnosis';
import type { Describe, LineState } from './view.ts';

const STATES: Readonly<Record<Outcome, LineState>> = {
  works: 'good',
  'works-limited': 'limited',
  fails: 'bad',
  unknown: 'unknown',
};

/** The judgement that all of Burrow shares, as this page draws it. */
export const describeObservation: Describe = (observation, language) => {
  const diagnosis = diagnose(observation);
  const { outcome, sentence, person, operator, lines } = describe(diagnosis, language);
  return {
    ...{ outcome: STATES[diagnosis.outcome], cause: diagnosis.cause },
    ...{ headline: outcome, sentence, lines },
    cures: diagnosis.blame === 'nobody' ? null : { person, operator },
  };
};
