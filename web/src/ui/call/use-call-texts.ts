import { type ReadonlySignal, useComputed } from '@preact/signals';
import type { Texts } from '../../i18n/en.ts';
import { type CallTexts, callEn } from '../../i18n/en-call.ts';
import { callZhCn } from '../../i18n/zh-cn-call.ts';
import { useI18n } from '../i18n-context.ts';

const CALL_TEXTS = { en: callEn, 'zh-CN': callZhCn } as const;

/** What is said in a call, and what is said everywhere. */
export type TextsOfCall = Texts & CallTexts;

/** As `useTexts`, with what comes with the call. */
export function useCallTexts(): TextsOfCall {
  return useLiveCallTexts().value;
}

/** For effects, which are not run again with the component. */
export function useLiveCallTexts(): ReadonlySignal<TextsOfCall> {
  const { language, texts } = useI18n();
  return useComputed(() => ({ ...texts.value, ...CALL_TEXTS[language.value] }));
}
