import { expect, it } from 'vitest';
import { linePath } from './line-path.ts';

const area = { width: 100, height: 50, length: 5, maximum: 10 };

it.each([
  ['no values', [], ''],
  ['values for the whole width', [0, 5, 10, 5, 0], 'M0 50L25 25L50 0L75 25L100 50'],
  ['few values, at the right', [10, 0], 'M75 0L100 50'],
  ['a gap', [1, null, 1], 'M50 45M100 45'],
  ['more than the maximum, cut off', [20], 'M100 0'],
])('draws %s', (_, values, path) => {
  expect(linePath(values, area)).toBe(path);
});
