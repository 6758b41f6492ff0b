import type { Plugin } from 'vite';
import { putInline } from './put-inline.ts';

const STYLE_SHEET = /<link rel="stylesheet"[^>]* href="\/(assets\/index-[^"]+\.css)">/;

/** Puts the style of the first page and the lobby into index.html: whoever opens a link sees it one trip earlier. */
export function inlineStyle(): Plugin {
  return {
    name: 'burrow:inline-style',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(page, { bundle = {} }) {
        const name = STYLE_SHEET.exec(page)?.[1] ?? '';
        const file = bundle[name];
        if (file?.type !== 'asset') throw new Error('index.html has no style sheet any more');
        // What else asks for it would find nothing.
        const others = Object.values(bundle).filter((one) => one.type === 'chunk' && one.code.includes(name));
        if (others.length > 0) throw new Error(`${others.map(({ fileName }) => fileName)} asks for ${name}`);
        const style = Buffer.from(file.source).toString('utf8').trim();
        delete bundle[name];
        return putInline(page, STYLE_SHEET, 'style', style);
      },
    },
  };
}
