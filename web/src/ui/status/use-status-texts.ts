import type { Language } from '../../i18n/detect-language.ts';
import { type StatusTexts, statusEn } from '../../i18n/en-status.ts';
import { statusZhCn } from '../../i18n/zh-cn-status.ts';
import { useI18n } from '../i18n-context.ts';

const TEXTS: Readonly<Record<Language, StatusTexts>> = { en: statusEn, 'zh-CN': statusZhCn };

/** The words of the page for whoever runs the server, which come with it. */
export function useStatusTexts(): StatusTexts {
  return TEXTS[useI18n().language.value];
}
