import { expect, test } from 'vitest';
import { lastWords } from './last-words.ts';

test.each([
  ['', null],
  ['one\ntwo\n\n', 'two'],
  ['starting\nError: no such module\n    at main.js:1\n', 'Error: no such module'],
  ['peer 203.0.113.10 failed', 'peer … failed'],
  ['peer 2001:db8:0:1::7 failed', 'peer … failed'],
  ['error \u001b[31mred', 'error ·[31mred'],
])('%j ends with %j', (log, words) => {
  expect(lastWords(log)).toBe(words);
});

test('a line without an end is cut', () => {
  expect(lastWords('x'.repeat(10_000))).toHaveLength(240);
});
