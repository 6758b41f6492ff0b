import type { Finding, FindingStatus } from './finding.ts';
import type { FirewallRules } from './firewall-rules.ts';

const MARKS: Readonly<Record<FindingStatus, string>> = {
  pass: '✓',
  warning: '!',
  failure: '✗',
  skipped: '–',
};

const CODE_WIDTH = 20;

/** One line for what is well, three for what is not, and a last one that counts. */
export function findingLines(findings: readonly Finding[]): readonly string[] {
  const reasons = findings.filter(({ status }) => status === 'skipped').map(({ found }) => found);
  const countOf = (reason: string) => reasons.filter((other) => other === reason).length;
  const common = [...new Set(reasons)].filter((reason) => countOf(reason) >= MANY);
  const single = findings.filter(({ status, found }) => status !== 'skipped' || !common.includes(found));
  return [
    ...single.flatMap(linesOf),
    ...common.map((reason) => `${MARKS.skipped} ${countOf(reason)} more were not looked at: ${reason}`),
    countLine(findings),
  ];
}

/** That so many were skipped for one reason is said once. */
const MANY = 4;

export function ruleLines({ title, commands }: FirewallRules): readonly string[] {
  return commands.length === 0 ? [] : ['', `${title}:`, ...commands.map((command) => `  ${command}`)];
}

function linesOf({ code, status, expected, found, cure }: Finding): readonly string[] {
  const head = `${MARKS[status]} ${code.padEnd(CODE_WIDTH)}`;
  if (status === 'pass' || status === 'skipped') return [`${head} ${found}`];
  return [
    `${head} expected: ${expected}`,
    `  ${' '.repeat(CODE_WIDTH)} found: ${found}`,
    ...(cure === null ? [] : [`  ${' '.repeat(CODE_WIDTH)} → ${cure}`]),
  ];
}

function countLine(findings: readonly Finding[]): string {
  const count = (wanted: FindingStatus) => findings.filter(({ status }) => status === wanted).length;
  const counts = `${count('pass')} passed, ${count('warning')} warnings, ${count('failure')} failed, ${count('skipped')} skipped`;
  const isWell = count('failure') + count('warning') === 0;
  return isWell ? counts : `${counts}; each code has a heading in docs/troubleshooting.md`;
}
