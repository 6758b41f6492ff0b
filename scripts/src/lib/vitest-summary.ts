import { stripVTControlCharacters } from 'node:util';

/** A test that failed, a file that did not load, or a run that ended badly. */
export interface Failure {
  readonly name: string;
  /** How vitest's message begins; null when it has none. */
  readonly reason: string | null;
}

/** What a suite came to. */
export interface SuiteSummary {
  readonly passed: number;
  readonly skipped: number;
  /** Each test that failed, and each file that did not load; else that the run ended badly. */
  readonly failures: readonly Failure[];
  readonly files: readonly FileSummary[];
  /** What is wrong though no test failed; among `failures` too. */
  readonly badEnd: string | null;
}

export interface FileSummary {
  readonly path: string;
  readonly passed: number;
  readonly skipped: number;
  readonly failures: readonly Failure[];
}

/** So that many lines of a reason are enough to know where to look. */
const REASON_LINES = 12;

/**
 * Reads the report of vitest's json reporter. A file that could not even be loaded counts as one failure, and so does
 * a run that ended badly or had nothing to run: silence is no success.
 */
export function summarizeVitest(report: string | null, exitCode: number | null): SuiteSummary {
  const summary = summarizeFiles(parseReport(report).testResults.map(summarizeFile), null);
  const isExplained = summary.failures.length > 0 || (exitCode === 0 && summary.passed > 0);
  if (isExplained) return summary;
  return summarizeFiles(summary.files, `vitest ended with ${exitCode}, and no test failed`);
}

export function summarizeFiles(files: readonly FileSummary[], badEnd: string | null): SuiteSummary {
  const sum = (key: 'passed' | 'skipped') => files.reduce((total, file) => total + file[key], 0);
  const failures = files.flatMap((file) => file.failures);
  if (badEnd !== null) failures.push({ name: badEnd, reason: null });
  return { passed: sum('passed'), skipped: sum('skipped'), failures, files, badEnd };
}

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

function summarizeFile(result: VitestReport['testResults'][number]): FileSummary {
  const { name, status, message, assertionResults } = result;
  const having = (wanted: string) => assertionResults.filter((assertion) => assertion.status === wanted);
  const failed = having('failed').map(({ fullName, failureMessages = [] }) => ({
    name: `${name} > ${fullName}`,
    reason: shortened(failureMessages[0]),
  }));
  const passed = having('passed').length;
  const skipped = assertionResults.length - passed - failed.length;
  return {
    ...{ path: name, passed, skipped },
    failures: failed.length === 0 && status === 'failed' ? [{ name, reason: shortened(message) }] : failed,
  };
}

function shortened(message = ''): string | null {
  const lines = stripVTControlCharacters(message).trim().split('\n').slice(0, REASON_LINES);
  return lines.join('\n') || null;
}

function parseReport(report: string | null): VitestReport {
  const nothing: VitestReport = { testResults: [] };
  if (report === null) return nothing;
  try {
    return { ...nothing, ...(JSON.parse(report) as Partial<VitestReport>) };
  } catch {
    // Cut off, because vitest was: its exit code says so too.
    return nothing;
  }
}
