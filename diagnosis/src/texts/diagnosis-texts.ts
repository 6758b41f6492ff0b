import type { Blame, CauseCode } from '../causes.ts';
import type { Outcome } from '../diagnose.ts';
import type { FindingCode, FindingDetails } from '../findings.ts';
import type { TurnUrl } from '../turn-url.ts';

export interface CauseTexts {
  /** For whoever tests: what is the matter. */
  readonly sentence: string;
  /** What the person on that network can do. */
  readonly person: string;
  /** What whoever runs the server can do. */
  readonly operator: string;
}

/** Every word of a diagnosis in one language: what is missing does not compile. */
export interface DiagnosisTexts {
  readonly outcomes: Readonly<Record<Outcome, string>>;
  readonly blames: Readonly<Record<Blame, string>>;
  readonly causes: Readonly<Record<CauseCode, CauseTexts>>;
  readonly findings: Readonly<Record<FindingCode, (details: FindingDetails) => string>>;
  /** What is said of one URL; the URL itself holds an address. */
  readonly turnLine: (way: TurnUrl, family: FindingDetails['family'], text: string) => string;
}
