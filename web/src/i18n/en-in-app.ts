import type { InAppSystem } from '../browser/in-app-browser.ts';

/** The way out of the browsers inside of other apps, step by step. */
export const inAppEn = {
  openMenu: (app: string) => `In ${app}, tap the menu (⋯ or ⋮) in a corner of this page.`,
  choose: {
    ios: 'Choose “Open in Safari” or “Open in browser”.',
    android: 'Choose “Open in browser”.',
    other: 'Choose “Open in default browser”.',
  } satisfies Record<InAppSystem, string>,
};
