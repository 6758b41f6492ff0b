import { expect, test } from 'vitest';
import { bytesIn, sizeText } from './size-text.ts';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1.0 kB'],
  [133_600, '134 kB'],
  [30_000_000, '30.0 MB'],
  [7_104_000_000, '7.1 GB'],
  [2e15, '2000 TB'],
])('%d bytes are %s', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});

test.each([
  ['10m', 10_000_000],
  ['133.6kB', 133_600],
  ['7.104GB', 7_104_000_000],
  ['0B', 0],
  ['12', 12],
  ['-1', null],
  ['N/A', null],
  ['', null],
  ['1.2.3MB', null],
  ['10 minutes', null],
])('%j is %j bytes', (text, bytes) => {
  expect(bytesIn(text)).toBe(bytes);
});
