import { type Signal, signal } from '@preact/signals-core';
import type { KeyValueStorage } from '../session/ports.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** `public/theme.js`, which runs before the first paint, reads it as well. */
export const THEME_KEY = 'burrow.theme';

export interface ThemeChoice {
  readonly theme: Signal<Theme>;
}

/** Light, dark, or as the system has it; remembered. What the page shows follows at once. */
export function createTheme(page: Document, storage: Pick<KeyValueStorage, 'get' | 'set'>): ThemeChoice {
  const remembered = storage.get(THEME_KEY);
  const theme = signal<Theme>(THEMES.find((one) => one === remembered) ?? 'system');
  const metas = [...page.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]')];
  const colours = metas.map(({ media, content }) => ({
    scheme: media.includes('dark') ? 'dark' : 'light',
    content,
  }));
  theme.subscribe((chosen) => {
    if (chosen === 'system') delete page.documentElement.dataset.theme;
    else page.documentElement.dataset.theme = chosen;
    // The browser's own frame: a chosen theme counts for both schemes of the system.
    for (const [index, meta] of metas.entries()) {
      const fixed = colours.find(({ scheme }) => scheme === chosen);
      meta.content = (fixed ?? colours[index])?.content ?? meta.content;
    }
    if (chosen !== (storage.get(THEME_KEY) ?? 'system')) storage.set(THEME_KEY, chosen);
  });
  return { theme };
}
