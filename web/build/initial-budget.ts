import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { gzip } from './compress.ts';
import { LOBBY_MARK } from './lobby-chunk.ts';

/**
 * What a browser must load before the page can be used, script and style together, gzipped: the first page, and the
 * lobby, which whoever comes by a link waits for. What only a call needs comes while they are in the lobby.
 * Why 50 KB: one second on a slow phone network (400 kbit/s).
 */
const INITIAL_BUDGET_BYTES = 51_200;
const LOBBY_BUDGET_BYTES = 71_680;

const INLINE = /<(script|style)>.*?<\/\1>/gs;

/** Fails the build when the script and style that index.html asks for at once are over the budget. */
export function initialBudget(outDir: string): Plugin {
  return {
    name: 'burrow:initial-budget',
    apply: 'build',
    writeBundle() {
      const page = readFileSync(join(outDir, 'index.html'), 'utf8');
      // A style, or a script, that has no attributes is allowed by its hash (signaling/src/core/page-file.ts).
      const markup = page.replace(INLINE, '');
      if (/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/.test(markup))
        this.error('index.html holds an inline script or style, which the Content-Security-Policy refuses');
      const elements = [...page.matchAll(INLINE)].map(([, name]) => name);
      if (elements.join() !== 'script,style')
        this.error(`index.html holds inline ${elements}, and is to hold one script and one style`);
      const inline = [...page.matchAll(INLINE)].map(([element, name = '']) => ({
        file: `inline ${name}`,
        bytes: gzip(Buffer.from(element)).length,
      }));
      const all = [...page.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map((match) => match[1] ?? '');
      const weigh = (what: string, files: readonly string[], budgetBytes: number) => {
        const loaded = files.map((file) => ({ file, bytes: gzip(readFileSync(join(outDir, file))).length }));
        const sizes = [...inline, ...loaded];
        const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
        const list = sizes.map(({ file, bytes }) => `${file} ${bytes}`).join(', ');
        const verdict = `${what}: ${total} bytes gzip of at most ${budgetBytes} (${list})`;
        if (total > budgetBytes) this.error(`${verdict}: load something later, or leave it out`);
        this.info(verdict);
      };
      const files = [...new Set(all)];
      const isOfLobby = (file: string) => page.includes(`href="/${file}" ${LOBBY_MARK}`);
      weigh(
        'initial script and style',
        files.filter((file) => !isOfLobby(file)),
        INITIAL_BUDGET_BYTES,
      );
      weigh('until the lobby', files, LOBBY_BUDGET_BYTES);
    },
  };
}
