import { computed, type ReadonlySignal, signal } from '@preact/signals-core';
import type { KeyValueStorage } from '../session/ports.ts';
import { detectLanguage, isLanguage, type Language } from './detect-language.ts';
import { en, type Texts } from './en.ts';
import { zhCn } from './zh-cn.ts';

export interface I18n {
  readonly language: ReadonlySignal<Language>;
  readonly texts: ReadonlySignal<Texts>;
  /** Switches at once and is remembered. */
  choose(language: Language): void;
}

export interface I18nOptions {
  /** BCP 47 tags in the person's order: `navigator.languages`. */
  readonly preferred: readonly string[];
  readonly storage: Pick<KeyValueStorage, 'get' | 'set'>;
}

const STORAGE_KEY = 'burrow.language';
const DICTIONARIES: Readonly<Record<Language, Texts>> = { en, 'zh-CN': zhCn };

/** A language that was chosen before wins over those of the browser. */
export function createI18n({ preferred, storage }: I18nOptions): I18n {
  const remembered = storage.get(STORAGE_KEY);
  const language = signal<Language>(isLanguage(remembered) ? remembered : detectLanguage(preferred));
  return {
    language,
    texts: computed(() => DICTIONARIES[language.value]),
    choose(chosen) {
      language.value = chosen;
      storage.set(STORAGE_KEY, chosen);
    },
  };
}
