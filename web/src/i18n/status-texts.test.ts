import { expect, it } from 'vitest';
import { statusEn } from './en-status.ts';
import { statusZhCn } from './zh-cn-status.ts';

/** Names and commands are the same in both. */
const ALIKE = ['command', 'chromium', 'firefox', 'safari'];

type Text = readonly [key: string, text: string];

/** Every text that is not put together. */
function textsOf(value: unknown, key = ''): Text[] {
  if (typeof value === 'string') return [[key, value]];
  if (typeof value === 'function') return [];
  return Object.entries(value as object).flatMap(([inner, text]) => textsOf(text, inner));
}

it('the page of the status is in Chinese where it is in Chinese, and nowhere else', () => {
  const own = textsOf(statusZhCn).filter(([key]) => !ALIKE.includes(key));
  expect(own.length).toBeGreaterThan(50);
  expect(own.filter(([, text]) => !/\p{Script=Han}/u.test(text))).toEqual([]);
  expect(textsOf(statusEn).filter(([, text]) => /\p{Script=Han}/u.test(text))).toEqual([]);
});

it('durations are told in the unit that fits', () => {
  const HOUR_MS = 3_600_000;
  expect([0, 59_999, 60_000, 1.5 * HOUR_MS, 47 * HOUR_MS, 49 * HOUR_MS].map(statusEn.duration)).toEqual([
    ...['0 minutes', '0 minutes', '1 minute', '1 hour', '47 hours', '2 days'],
  ]);
});
