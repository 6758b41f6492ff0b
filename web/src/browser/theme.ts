import { type Signal, signal } from '@preact/signals-core';
import type { KeyValueStorage } from '../session/ports.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export interface ThemeChoice {
  readonly theme: Signal<Theme>;
}

/** Light, dark, or as the system has it; remembered. What the page shows follows at once. */
export function createTheme(page: Document, storage: Pick<KeyValueStorage, 'get' | 'set'>): ThemeChoice {
  const theme = signal(readTheme(storage));
  const metas = [...page.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]')];
  const colours = metas.map(({ media, content }) => ({
    scheme: media.includes('dark') ? 'dark' : 'light',
    content,
  }));
  theme.subscribe((chosen) => {
    showTheme(page, chosen);
    // The browser's own frame: a chosen theme counts for both schemes of the system.
    for (const [index, meta] of metas.entries()) {
      const fixed = colours.find(({ scheme }) => scheme === chosen);
      meta.content = (fixed ?? colours[index])?.content ?? meta.content;
    }
    if (chosen !== (storage.get(STORAGE_KEY) ?? 'system')) storage.set(STORAGE_KEY, chosen);
  });
  return { theme };
}

export function readTheme(storage: Pick<KeyValueStorage, 'get'>): Theme {
  const remembered = storage.get(STORAGE_KEY);
  return THEMES.find((one) => one === remembered) ?? 'system';
}

export function showTheme({ documentElement }: Document, theme: Theme): void {
  if (theme === 'system') delete documentElement.dataset.theme;
  else documentElement.dataset.theme = theme;
}

const STORAGE_KEY = 'burrow.theme';
