/** What a suite came to. */
export interface SuiteSummary {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Reads the report of vitest's json reporter. A file that could not even be loaded counts as one failure, and so does
 * a run that ended badly or had nothing to run: silence is no success.
 */
export function summarizeVitest(report: string | null, exitCode: number | null): SuiteSummary {
  const {
    numPassedTests: passed,
    numFailedTests,
    numPendingTests: skipped,
    testResults,
  } = parseReport(report);
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  ).length;
  const failed = numFailedTests + brokenFiles;
  const somethingElse = failed === 0 && (exitCode !== 0 || passed === 0);
  return { passed, failed: somethingElse ? 1 : failed, skipped };
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

const NOTHING: VitestReport = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, testResults: [] };

function parseReport(report: string | null): VitestReport {
  if (report === null) return NOTHING;
  try {
    return { ...NOTHING, ...(JSON.parse(report) as Partial<VitestReport>) };
  } catch {
    // Cut off, because vitest was: its exit code says so too.
    return NOTHING;
  }
}
