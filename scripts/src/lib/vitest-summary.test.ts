import { expect, test } from 'vitest';
import { summarizeVitest } from './vitest-summary.ts';

const passed = { status: 'passed', fullName: 'works' };
const failed = {
  status: 'failed',
  fullName: 'a suite fails',
  failureMessages: ['\x1b[31mAssertionError\x1b[39m: expected 1 to be 2\n    at test.ts:1:1', 'another'],
};
const told = {
  name: 'bad.test.ts > a suite fails',
  reason: 'AssertionError: expected 1 to be 2\n    at test.ts:1:1',
};

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
    ...{ passed: 3, skipped: 1, failures: [told] },
    badEnd: null,
    files: [
      { path: 'good.test.ts', passed: 2, skipped: 1, failures: [] },
      { path: 'bad.test.ts', passed: 1, skipped: 0, failures: [told] },
    ],
  });
});

test('a file that does not load, or ends badly after good tests, is a failure', () => {
  const { failures } = summarizeVitest(
    report(
      { ...file('one.test.ts', 'failed', []), message: 'SyntaxError: x' },
      file('two.test.ts', 'failed', [passed]),
    ),
    1,
  );
  expect(failures).toEqual([
    { name: 'one.test.ts', reason: 'SyntaxError: x' },
    { name: 'two.test.ts', reason: null },
  ]);
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
