import {
  type CauseCode,
  type DiagnosisLine,
  describe,
  diagnose,
  type FindingState,
  type Observation,
  type Outcome,
} from '#diagnosis';
import type { Language } from '../i18n/detect-language.ts';

export type LineState = FindingState;

/** What an observation means, in the words of the page. */
export interface Description {
  readonly outcome: LineState;
  readonly cause: CauseCode;
  /** Whether calls work from here. */
  readonly headline: string;
  /** Why. */
  readonly sentence: string;
  /** What to do about it, for whoever is on this network and for whoever runs the server; null: nothing needs to be done. */
  readonly cures: { readonly person: string; readonly operator: string } | null;
  readonly lines: readonly DiagnosisLine[];
}

/** `at`: when the look was taken, in milliseconds since the Unix epoch; absent: now. */
export type Describe = (observation: Observation, language: Language, at?: number) => Description;

const STATES: Readonly<Record<Outcome, LineState>> = {
  works: 'good',
  'works-limited': 'limited',
  fails: 'bad',
  unknown: 'unknown',
};

/** The judgement that all of Burrow shares, as the pages that test draw it. */
export const describeObservation: Describe = (observation, language, at) => {
  const diagnosis = diagnose(observation, at);
  const { outcome, sentence, person, operator, lines } = describe(diagnosis, language);
  return {
    ...{ outcome: STATES[diagnosis.outcome], cause: diagnosis.cause },
    ...{ headline: outcome, sentence, lines },
    cures: diagnosis.blame === 'nobody' ? null : { person, operator },
  };
};
