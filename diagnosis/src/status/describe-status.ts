import type { FindingState } from '../findings.ts';
import type { DiagnosisTexts } from '../texts/diagnosis-texts.ts';
import { textsEn } from '../texts/en.ts';
import { textsZhCn } from '../texts/zh-cn.ts';
import { parseTurnUrl } from '../turn-url.ts';
import {
  judgeStatus,
  STATUS_CODES,
  type StatedProblem,
  type StatusCode,
  type StatusFacts,
  type StatusFinding,
  type StatusPart,
  worstOf,
} from './judge-status.ts';
import { statusEn } from './status-en.ts';
import type { StatusText, StatusTexts } from './status-texts.ts';
import { statusZhCn } from './status-zh-cn.ts';

export interface StatusLine extends StatusText {
  readonly part: StatusPart;
  readonly state: FindingState;
  readonly code: StatusCode;
  /** What the part is called. */
  readonly name: string;
}

/** What is the matter with a deployment, for whoever runs it. */
export interface DescribedStatus extends StatusText {
  readonly state: FindingState;
  /** Null: all is well. */
  readonly code: StatusCode | null;
  readonly lines: readonly StatusLine[];
}

/** The one judgement on a running deployment, which the page and the command line share. */
export function describeStatus(facts: StatusFacts, language: 'en' | 'zh-CN'): DescribedStatus {
  const words: Words = language === 'en' ? [statusEn, textsEn] : [statusZhCn, textsZhCn];
  const findings = judgeStatus(facts);
  const lines = findings.map((finding) => lineOf(finding, words));
  const worst = worstOf(findings);
  const about = worst === null ? undefined : lines[findings.indexOf(worst)];
  if (about === undefined)
    return { state: 'good', code: null, sentence: words[0].allWell, cure: null, lines };
  const { state, code, sentence, cure } = about;
  return { state, code, sentence, cure, lines };
}

type Words = readonly [status: StatusTexts, diagnosis: DiagnosisTexts];

function lineOf(finding: StatusFinding, words: Words): StatusLine {
  const { part, state, code, url } = finding;
  const [status] = words;
  const name = url === undefined ? status.parts[part] : status.relayBy(parseTurnUrl(url));
  return { part, state, code, name, ...textOf(finding, words) };
}

function textOf({ code, problem }: StatusFinding, [status, diagnosis]: Words): StatusText {
  if (isOwn(code)) return problem === undefined ? status.codes[code] : quoted(code, problem, status);
  const { sentence, operator } = diagnosis.causes[code];
  return { sentence, cure: operator };
}

/** In the keeper's words, which know more. */
function quoted(code: keyof typeof STATUS_CODES, problem: StatedProblem, status: StatusTexts): StatusText {
  const said = status.keeperSays(problem.cause);
  if (code === 'keeper-problem') return { sentence: said, cure: problem.cure };
  return { sentence: status.codes[code].sentence, cure: `${said} ${problem.cure}` };
}

function isOwn(code: StatusCode): code is keyof typeof STATUS_CODES {
  return Object.hasOwn(STATUS_CODES, code);
}
