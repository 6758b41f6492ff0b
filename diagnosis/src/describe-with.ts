import type { Diagnosis } from './diagnose.ts';
import type { Finding, FindingState, FindingSubject } from './findings.ts';
import type { DiagnosisTexts } from './texts/diagnosis-texts.ts';
import { parseTurnUrl } from './turn-url.ts';

export interface DiagnosisLine {
  readonly about: FindingSubject;
  readonly state: FindingState;
  readonly text: string;
}

/** A diagnosis as plain text, without an address in it. */
export interface DescribedDiagnosis {
  /** Whether calls work, in a sentence. */
  readonly outcome: string;
  /** Why, in a sentence. */
  readonly sentence: string;
  /** Where the cure lies. */
  readonly blame: string;
  /** The cure for the person on the network that was tested from. */
  readonly person: string;
  /** The cure for whoever runs the server. */
  readonly operator: string;
  /** One for each finding, in the same order. */
  readonly lines: readonly DiagnosisLine[];
}

/** @param texts of one language, `texts/en` or `texts/zh-cn`: a page loads the one that it shows */
export function describeWith(texts: DiagnosisTexts, diagnosis: Diagnosis): DescribedDiagnosis {
  const { sentence, person, operator } = texts.causes[diagnosis.cause];
  return {
    outcome: texts.outcomes[diagnosis.outcome],
    sentence,
    blame: texts.blames[diagnosis.blame],
    person,
    operator,
    lines: diagnosis.findings.map((finding) => ({
      about: finding.about,
      state: finding.state,
      text: lineOf(texts, finding),
    })),
  };
}

function lineOf(texts: DiagnosisTexts, finding: Finding): string {
  const text = texts.findings[finding.code](finding);
  return finding.url === undefined ? text : texts.turnLine(parseTurnUrl(finding.url), finding.family, text);
}
