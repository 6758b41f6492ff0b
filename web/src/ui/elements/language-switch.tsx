import { LANGUAGES, type Language } from '../../i18n/detect-language.ts';
import { useI18n, useTexts } from '../i18n-context.ts';

/** Each language in its own words, so that those find it who cannot read the present one. */
const NAMES: Readonly<Record<Language, string>> = { en: 'English', 'zh-CN': '中文' };

export function LanguageSwitch() {
  const i18n = useI18n();
  const { common } = useTexts();
  return (
    <fieldset class="segments">
      <legend class="visually-hidden">{common.language}</legend>
      {LANGUAGES.map((language) => (
        <label key={language} class="segment" lang={language}>
          <input
            type="radio"
            name="language"
            checked={i18n.language.value === language}
            onChange={() => i18n.choose(language)}
          />
          <span>{NAMES[language]}</span>
        </label>
      ))}
    </fieldset>
  );
}
