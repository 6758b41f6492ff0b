export { type Blame, CAUSES, type CauseCode } from './causes.ts';
export { type DescribedDiagnosis, type DiagnosisLine, describe, describeWith } from './describe.ts';
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
export type { DiagnosisTexts } from './texts/diagnosis-texts.ts';
export { textsEn } from './texts/en.ts';
export { textsZhCn } from './texts/zh-cn.ts';
