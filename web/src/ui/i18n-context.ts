import { createContext } from 'preact';
import { useContext, useEffect } from 'preact/hooks';
import type { I18n } from '../i18n/create-i18n.ts';
import type { Texts } from '../i18n/en.ts';

export const I18nContext = createContext<I18n | null>(null);

export function useI18n(): I18n {
  const i18n = useContext(I18nContext);
  if (i18n === null) throw new Error('a component of ui/ is drawn outside of Root');
  return i18n;
}

/** The texts in the person's language; the component is drawn again when they choose another. */
export function useTexts(): Texts {
  return useI18n().texts.value;
}

/** Names the screen in the tab and for screen readers: “Join call · Burrow”. */
export function useDocumentTitle(title?: string): void {
  const { product } = useTexts().common;
  const full = title === undefined ? product : `${title} · ${product}`;
  useEffect(() => {
    document.title = full;
  }, [full]);
}
