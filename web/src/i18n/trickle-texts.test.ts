import { describe, expect, it } from 'vitest';
import { trickleEn } from './en-trickle.ts';
import { trickleZhCn } from './zh-cn-trickle.ts';

/** What is said alike in both languages. */
const ALIKE = ['documentTitle', 'title', 'none', 'foundation', 'mid', 'usernameFragment', 'section'];

type Text = readonly [path: string, text: string];

/** Every text with the way to it; functions are asked with numbers and a date in turn. */
function textsOf(value: unknown, path = ''): Text[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') {
    const isAboutDate = /warning|servers\.hint/.test(path);
    return [[path, String(isAboutDate ? value(new Date(0)) : value(2, 3))]];
  }
  return Object.entries(value as object).flatMap(([key, inner]) => textsOf(inner, `${path}.${key}`));
}

describe('the texts of the page of candidates', () => {
  it('are in Chinese where they are in Chinese', () => {
    const foreign = textsOf(trickleZhCn).filter(
      ([path, text]) => !ALIKE.includes(path.split('.').at(-1) ?? '') && !/\p{Script=Han}|^rtc?p/u.test(text),
    );
    expect(foreign).toEqual([]);
  });

  it('hold no Chinese where they are in English', () => {
    expect(textsOf(trickleEn).filter(([, text]) => /\p{Script=Han}/u.test(text))).toEqual([]);
  });

  it('say one and many', () => {
    expect(trickleEn.run.gathering(1)).toContain('1 candidate so');
    expect(trickleEn.run.gathering(2)).toContain('2 candidates so');
    expect(trickleEn.verdict.passed(0, 1)).toBe('0 of 1 message came back');
  });
});
