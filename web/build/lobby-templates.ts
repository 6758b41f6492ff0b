import { join } from 'node:path';
import { type Plugin, runnerImport } from 'vite';
import { LANGUAGES } from '../src/i18n/detect-language.ts';
import { BEFORE_PAINT_PLACE } from './before-paint.ts';
import { templateOf } from './lobby-template.ts';

const BEFORE_PAINT = `<script src="${BEFORE_PAINT_PLACE}"`;

/**
 * Puts the lobby into index.html, drawn: whoever opens a link sees and uses it before the page's script has come. It
 * stands in front of the script that shows it, which looks for it.
 */
export function lobbyTemplates(root: string): Plugin {
  return {
    name: 'burrow:lobby-templates',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      async handler(page) {
        const { module } = await runnerImport<typeof import('../src/prerender-lobby.tsx')>(
          join(root, 'src/prerender-lobby.tsx'),
          { root, configFile: false, logLevel: 'warn', resolve: { conditions: ['source'] } },
        );
        const templates = await Promise.all(
          LANGUAGES.map(async (language) => templateOf(language, await module.prerenderLobby(language))),
        );
        if (!page.includes(BEFORE_PAINT)) throw new Error(`index.html has no ${BEFORE_PAINT} any more`);
        return page.replace(BEFORE_PAINT, () => `${templates.join('\n    ')}\n    ${BEFORE_PAINT}`);
      },
    },
  };
}
