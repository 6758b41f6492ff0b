import { expect, test } from 'vitest';
import { summarizeVitest } from './vitest-summary.ts';

function report(numPassedTests: number, numFailedTests: number, testResults: object[] = []): string {
  return JSON.stringify({ numPassedTests, numFailedTests, numPendingTests: 1, testResults });
}

test('passed and failed tests are counted', () => {
  expect(summarizeVitest(report(5, 0), 0)).toEqual({ passed: 5, failed: 0, skipped: 1 });
  const file = { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'failed' }] };
  expect(summarizeVitest(report(5, 2, [file]), 1)).toEqual({ passed: 5, failed: 2, skipped: 1 });
});

test('a file that does not load is a failure', () => {
  const file = { status: 'failed', assertionResults: [] };
  expect(summarizeVitest(report(5, 0, [file]), 1)).toEqual({ passed: 5, failed: 1, skipped: 1 });
});

test.each([
  ['a bad end after good tests', report(5, 0), 1],
  ['an end by a signal', report(5, 0), null],
  ['no report', null, 0],
  ['half a report', '{"numPassed', 1],
  ['nothing to run', report(0, 0), 0],
])('%s is a failure', (_, text, exitCode) => {
  expect(summarizeVitest(text, exitCode).failed).toBe(1);
});
