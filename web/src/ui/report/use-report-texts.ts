import { type ReportTexts, reportEn } from '../../i18n/en-report.ts';
import { reportZhCn } from '../../i18n/zh-cn-report.ts';
import { useI18n } from '../i18n-context.ts';

const TEXTS = { en: reportEn, 'zh-CN': reportZhCn } as const;

/** Kept out of the texts that every page loads. */
export function useReportTexts(): ReportTexts {
  return TEXTS[useI18n().language.value];
}
