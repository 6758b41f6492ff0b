import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { defaultClientConditions, defineConfig } from 'vite';
import { beforePaint } from './build/before-paint.ts';
import { buildName } from './build/build-name.ts';
import { initialBudget } from './build/initial-budget.ts';
import { inlineStyle } from './build/inline-style.ts';
import { CODE_SPLITTING, preloadLobby } from './build/lobby-chunk.ts';
import { lobbyTemplates } from './build/lobby-templates.ts';
import { neededFiles } from './build/needed-files.ts';
import { precompress } from './build/precompress.ts';
import { previewPage } from './build/preview-page.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const outDir = join(root, 'dist');

export default defineConfig({
  root,
  resolve: { conditions: ['source', ...defaultClientConditions] },
  plugins: [
    preact({ reactAliasesEnabled: false }),
    lobbyTemplates(root),
    beforePaint(root),
    inlineStyle(),
    buildName(),
    preloadLobby(),
    initialBudget(outDir),
    precompress(outDir),
    previewPage(root),
  ],
  build: {
    outDir,
    emptyOutDir: true,
    sourcemap: false,
    modulePreload: { polyfill: false, resolveDependencies: neededFiles },
    rolldownOptions: { output: { codeSplitting: CODE_SPLITTING } },
  },
  server: { host: '127.0.0.1' },
});
