import type { Language } from '../../i18n/detect-language.ts';
import { type SdpTexts, sdpEn } from '../../i18n/en-sdp.ts';
import { type TrickleTexts, trickleEn } from '../../i18n/en-trickle.ts';
import { sdpZhCn } from '../../i18n/zh-cn-sdp.ts';
import { trickleZhCn } from '../../i18n/zh-cn-trickle.ts';
import { useI18n } from '../i18n-context.ts';

/** Not among the texts of the page: they are loaded with this screen. */
const TRICKLE_TEXTS: Readonly<Record<Language, TrickleTexts>> = { en: trickleEn, 'zh-CN': trickleZhCn };
const SDP_TEXTS: Readonly<Record<Language, SdpTexts>> = { en: sdpEn, 'zh-CN': sdpZhCn };

export function useTrickleTexts(): TrickleTexts {
  return TRICKLE_TEXTS[useI18n().language.value];
}

export function useSdpTexts(): SdpTexts {
  return SDP_TEXTS[useI18n().language.value];
}
