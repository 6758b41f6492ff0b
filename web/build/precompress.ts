import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { brotli, gzip } from './compress.ts';

/** The server sends `.br` and `.gz` as they lie there, so it never compresses while calls go on. */
export function precompress(outDir: string): Plugin {
  return {
    name: 'burrow:precompress',
    apply: 'build',
    closeBundle() {
      for (const name of readdirSync(outDir, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(?:html|js|css|svg|json|webmanifest|txt)$/.test(name)) continue;
        const file = join(outDir, name);
        const content = readFileSync(file);
        writeFileSync(`${file}.br`, brotli(content));
        writeFileSync(`${file}.gz`, gzip(content));
      }
    },
  };
}
