import { describe, expect, it } from 'vitest';
import { detectLanguage, isLanguage } from './detect-language.ts';

describe('detectLanguage', () => {
  it.each([
    [['en-GB', 'en'], 'en'],
    [['zh-CN'], 'zh-CN'],
    [['zh-Hant-TW', 'en'], 'zh-CN'],
    [['ZH'], 'zh-CN'],
    [['de-DE', 'zh-CN', 'en'], 'zh-CN'],
    [['de-DE', 'en', 'zh-CN'], 'en'],
    [['fr'], 'en'],
    [[], 'en'],
    [['', '-', 'zhuang'], 'en'],
  ] as const)('takes the first language it speaks: %j → %s', (preferred, language) => {
    expect(detectLanguage(preferred)).toBe(language);
  });
});

describe('isLanguage', () => {
  it('refuses what storage may hold by accident', () => {
    expect(isLanguage('zh-CN')).toBe(true);
    for (const value of ['zh', 'EN', '', null, undefined, 0, '__proto__'])
      expect(isLanguage(value)).toBe(false);
  });
});
