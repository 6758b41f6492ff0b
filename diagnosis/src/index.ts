/** All of it. A page that loads one language alone takes it in parts: `#diagnosis/diagnose`, `#diagnosis/texts/en`, …. */
export { type Blame, CAUSES, type CauseCode } from './causes.ts';
export { describe } from './describe.ts';
export { type DescribedDiagnosis, type DiagnosisLine, describeWith } from './describe-with.ts';
export { type Diagnosis, diagnose, type Outcome } from './diagnose.ts';
export {
  FINDINGS,
  type Finding,
  type FindingCode,
  type FindingState,
  type FindingSubject,
} from './findings.ts';
export * from './observation.ts';
export { causeOfRelayFault, relayFaultOfCode } from './relay-faults.ts';
export { type DescribedStatus, describeStatus, type StatusLine } from './status/describe-status.ts';
export type { StatusPart } from './status/judge-status.ts';
export type { DiagnosisTexts } from './texts/diagnosis-texts.ts';
export { textsEn } from './texts/en.ts';
export { textsZhCn } from './texts/zh-cn.ts';
export { parseTurnUrl } from './turn-url.ts';
