import type { Language } from '../src/i18n/detect-language.ts';
import type { LobbyVariant, PrerenderedLobby } from '../src/prerender-lobby.tsx';

/** @throws where there is no lobby: a page without it works, only later, which nobody would notice */
export function templateOf(language: Language, { html, joining, variants }: PrerenderedLobby): string {
  for (const part of ['<main', 'id="name"', 'type="submit"'])
    if (!html.includes(part))
      throw new Error(`the lobby in ${language} was drawn without ${part}: “${html}”`);
  const content = html + variants.map(variantOf).join('');
  return `<template lang="${language}" data-joining="${joining}">${content}</template>`;
}

function variantOf({ trait, instead, html }: LobbyVariant): string {
  if (html === '') throw new Error(`the lobby's ${instead} was not drawn for browsers with ${trait}`);
  return `<template data-trait="${trait}" data-instead="${instead}">${html}</template>`;
}
