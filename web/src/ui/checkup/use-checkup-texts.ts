import { type CheckupTexts, checkupEn } from '../../i18n/checkup-en.ts';
import { checkupZhCn } from '../../i18n/checkup-zh-cn.ts';
import type { Language } from '../../i18n/detect-language.ts';
import { useI18n } from '../i18n-context.ts';

const TEXTS: Readonly<Record<Language, CheckupTexts>> = { en: checkupEn, 'zh-CN': checkupZhCn };

/** The words of the connection test, which come with its page. */
export function useCheckupTexts(): CheckupTexts {
  return TEXTS[useI18n().language.value];
}
