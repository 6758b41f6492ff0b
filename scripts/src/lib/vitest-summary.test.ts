import { expect, test } from 'vitest';
import { summarizeVitest } from './vitest-summary.ts';

const passed = { status: 'passed', fullName: 'works' };
const failed = { status: 'failed', fullName: 'a suite fails' };

function report(...testResults: object[]): string {
  return JSON.stringify({ testResults });
}

function file(name: string, status: string, assertionResults: object[]): object {
  return { name, status, assertionResults };
}

test('passed, failed and skipped tests are counted, and those that failed are named', () => {
  const skipped = { status: 'pending', fullName: 'later' };
  const good = file('good.test.ts', 'passed', [passed, passed, skipped]);
  expect(summarizeVitest(report(good), 0)).toMatchObject({ passed: 2, skipped: 1, failures: [] });
  const bad = file('bad.test.ts', 'failed', [passed, failed]);
  expect(summarizeVitest(report(good, bad), 1)).toEqual({
    ...{ passed: 3, skipped: 1, failures: ['bad.test.ts > a suite fails'] },
    badEnd: null,
    files: [
      { path: 'good.test.ts', passed: 2, skipped: 1, failures: [] },
      { path: 'bad.test.ts', passed: 1, skipped: 0, failures: ['bad.test.ts > a suite fails'] },
    ],
  });
});

test('a file that does not load, or ends badly after good tests, is a failure', () => {
  const { failures } = summarizeVitest(
    report(file('one.test.ts', 'failed', []), file('two.test.ts', 'failed', [passed])),
    1,
  );
  expect(failures).toEqual(['one.test.ts', 'two.test.ts']);
});

test.each([
  ['a bad end after good tests', report(file('good.test.ts', 'passed', [passed])), 1],
  ['an end by a signal', report(file('good.test.ts', 'passed', [passed])), null],
  ['no report', null, 0],
  ['half a report', '{"testResults', 1],
  ['nothing to run', report(), 0],
])('%s is a failure', (_, text, exitCode) => {
  expect(summarizeVitest(text, exitCode).failures).toHaveLength(1);
});
