import { describe, expect, it } from 'vitest';
import { createI18n } from './create-i18n.ts';
import { en } from './en.ts';
import { zhCn } from './zh-cn.ts';

function memoryStorage(entries: Record<string, string> = {}) {
  const map = new Map(Object.entries(entries));
  return {
    get: (key: string) => map.get(key) ?? null,
    set: (key: string, value: string) => void map.set(key, value),
  };
}

describe('createI18n', () => {
  it('starts with the language of the browser', () => {
    expect(createI18n({ preferred: ['zh-CN'], storage: memoryStorage() }).texts.value).toBe(zhCn);
  });

  it('remembers a choice over the language of the browser', () => {
    const storage = memoryStorage();
    const i18n = createI18n({ preferred: ['zh-CN'], storage });
    i18n.choose('en');
    expect(i18n.texts.value).toBe(en);
    expect(createI18n({ preferred: ['zh-CN'], storage }).language.value).toBe('en');
  });

  it('ignores a remembered language it does not speak', () => {
    const storage = memoryStorage({ 'burrow.language': 'tlh' });
    expect(createI18n({ preferred: ['zh-CN'], storage }).language.value).toBe('zh-CN');
  });

  it('still switches when the browser keeps nothing', () => {
    const i18n = createI18n({ preferred: ['en'], storage: { get: () => null, set: () => undefined } });
    i18n.choose('zh-CN');
    expect(i18n.texts.value).toBe(zhCn);
  });
});

describe('the dictionaries', () => {
  const leaves = (value: unknown, path = ''): [string, unknown][] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, child]) => leaves(child, `${path}.${key}`))
      : [[path, value]];
  const say = (text: unknown): string => {
    if (typeof text !== 'function') return String(text);
    const isOfPeople = text.toString().includes('list.format');
    return text(isOfPeople ? ['Ada', 'Mei'] : text.toString().includes('number') ? 3 : 'Ada');
  };

  it('have no empty text', () => {
    for (const dictionary of [en, zhCn])
      for (const [path, text] of leaves(dictionary)) expect(say(text).trim(), path).not.toBe('');
  });

  it('are both translated: nothing is said in the same words but the name of the product', () => {
    const chinese = new Map(leaves(zhCn));
    const same = leaves(en).filter(([path, text]) => say(text) === say(chinese.get(path)));
    expect(same.map(([path]) => path)).toEqual(['.common.product']);
  });

  it('use full-width punctuation after Chinese characters', () => {
    for (const [path, text] of leaves(zhCn)) expect(say(text), path).not.toMatch(/\p{Script=Han}[,.:;!?()]/u);
  });
});
