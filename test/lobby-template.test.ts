import { describe, expect, it } from 'vitest';
import { templateOf } from '../web/build/lobby-template.ts';
import { LANGUAGES } from '../web/src/i18n/detect-language.ts';
import { prerenderLobby } from '../web/src/prerender-lobby.tsx';

describe.each(LANGUAGES)('the lobby that the build draws in %s', (language) => {
  it('is the lobby, of nobody and of no room', async () => {
    const { html, joining } = await prerenderLobby(language);
    expect(templateOf(language, { html, joining, variants: [] })).toBe(
      `<template lang="${language}" data-joining="${joining}">${html}</template>`,
    );
    expect(html.match(/<(?:h1|main)[ >]/g)).toEqual(['<main ', '<h1 ']);
    expect(html.match(/ value="[^"]+"/g)).toBeNull();
    expect(html).not.toContain('/r#');
  });

  it('has each part as it is in other browsers, with ids of its own', async () => {
    const { html, variants } = await prerenderLobby(language);
    expect(variants.map(({ trait }) => trait)).toEqual(['share', 'no-speakers', 'ask-speaker']);
    const ids = [html, ...variants.map((variant) => variant.html)].flatMap((part) => [
      ...part.matchAll(/ id="([^"]+)"/g),
    ]);
    expect(new Set(ids.map(([, id]) => id)).size).toBe(ids.length);
    for (const { instead, html: part } of variants) expect(part).toContain(instead.slice(1));
  });

  it('fails the build where there is none', async () => {
    const lobby = await prerenderLobby(language);
    expect(() => templateOf(language, { ...lobby, html: '' })).toThrow(`the lobby in ${language}`);
    const withoutButton = lobby.html.replace('type="submit"', '');
    expect(() => templateOf(language, { ...lobby, html: withoutButton })).toThrow('type="submit"');
    const empty = lobby.variants.map((variant) => ({ ...variant, html: '' }));
    expect(() => templateOf(language, { ...lobby, variants: empty })).toThrow('.invite-link was not drawn');
  });
});
