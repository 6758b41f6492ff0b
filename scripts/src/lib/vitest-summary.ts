/** What a suite came to. */
export interface SuiteSummary {
  readonly passed: number;
  readonly skipped: number;
  /** A line for each test that failed, and for each file that did not load; else for a run that ended badly. */
  readonly failures: readonly string[];
  readonly files: readonly FileSummary[];
  /** What is wrong though no test failed; among `failures` too. */
  readonly badEnd: string | null;
}

export interface FileSummary {
  readonly path: string;
  readonly passed: number;
  readonly skipped: number;
  readonly failures: readonly string[];
}

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
  if (badEnd !== null) failures.push(badEnd);
  return { passed: sum('passed'), skipped: sum('skipped'), failures, files, badEnd };
}

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

function summarizeFile({ name, status, assertionResults }: VitestReport['testResults'][number]): FileSummary {
  const having = (wanted: string) => assertionResults.filter((assertion) => assertion.status === wanted);
  const failed = having('failed').map(({ fullName }) => `${name} > ${fullName}`);
  const passed = having('passed').length;
  const skipped = assertionResults.length - passed - failed.length;
  return {
    ...{ path: name, passed, skipped },
    failures: failed.length === 0 && status === 'failed' ? [name] : failed,
  };
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
