import type { KeyValueStorage } from '../session/ports.ts';
import { detectLanguage, isLanguage, type Language } from './detect-language.ts';

export interface LanguageSources {
  /** BCP 47 tags in the person's order: `navigator.languages`. */
  readonly preferred: readonly string[];
  readonly storage: Pick<KeyValueStorage, 'get'>;
}

/** A language that was chosen before wins over those of the browser. */
export function chooseLanguage({ preferred, storage }: LanguageSources): Language {
  const remembered = storage.get(STORAGE_KEY);
  return isLanguage(remembered) ? remembered : detectLanguage(preferred);
}

export function rememberLanguage(storage: Pick<KeyValueStorage, 'set'>, language: Language): void {
  storage.set(STORAGE_KEY, language);
}

const STORAGE_KEY = 'burrow.language';
