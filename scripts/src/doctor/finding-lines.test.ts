import { expect, test } from 'vitest';
import { failed, pass, skipped, warning } from './finding.ts';
import { findingLines } from './finding-lines.ts';

test('what is well takes a line, what is not says what was expected, found and is to be done', () => {
  const lines = findingLines([
    pass('engine', 'Docker 27'),
    failed('dns', 'no A record', 'Make one.'),
    warning('guard', 'not loaded', 'Read why.'),
  ]);
  expect(lines.map((line) => line.replace(/ +/g, ' '))).toEqual([
    '✓ engine Docker 27',
    '✗ dns expected: the name of the page leads to this host',
    ' found: no A record',
    ' → Make one.',
    '! guard expected: the guard is up',
    ' found: not loaded',
    ' → Read why.',
    '1 passed, 1 warnings, 1 failed, 0 skipped; each code has a heading in docs/troubleshooting.md',
  ]);
});

test('what many were skipped for is said once', () => {
  const codes = ['clock', 'disk', 'logs', 'memory'] as const;
  const lines = findingLines([skipped('dns', 'no name'), ...codes.map((code) => skipped(code, 'no engine'))]);
  expect(lines).toEqual([
    expect.stringMatching(/^– dns +no name$/),
    '– 4 more were not looked at: no engine',
    '0 passed, 0 warnings, 0 failed, 5 skipped',
  ]);
});
