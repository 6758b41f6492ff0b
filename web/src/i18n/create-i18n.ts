import { computed, type ReadonlySignal, signal } from '@preact/signals-core';
import type { KeyValueStorage } from '../session/ports.ts';
import { chooseLanguage, type LanguageSources, rememberLanguage } from './choose-language.ts';
import type { Language } from './detect-language.ts';
import { en, type Texts } from './en.ts';
import { zhCn } from './zh-cn.ts';

export interface I18n {
  readonly language: ReadonlySignal<Language>;
  readonly texts: ReadonlySignal<Texts>;
  /** Switches at once and is remembered. */
  choose(language: Language): void;
}

export interface I18nOptions extends LanguageSources {
  readonly storage: Pick<KeyValueStorage, 'get' | 'set'>;
}

const DICTIONARIES: Readonly<Record<Language, Texts>> = { en, 'zh-CN': zhCn };

export function createI18n({ preferred, storage }: I18nOptions): I18n {
  const language = signal(chooseLanguage({ preferred, storage }));
  return {
    language,
    texts: computed(() => DICTIONARIES[language.value]),
    choose(chosen) {
      language.value = chosen;
      rememberLanguage(storage, chosen);
    },
  };
}
