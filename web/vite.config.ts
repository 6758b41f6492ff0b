import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import preact from '@preact/preset-vite';
import { defaultClientConditions, defineConfig, type Plugin, type Rolldown } from 'vite';

/**
 * What a browser must load before the page can be used, script and style together, gzipped: the first page, and the
 * lobby, which whoever comes by a link waits for. What only a call needs comes while they are in the lobby.
 * Why 50 KB: one second on a slow phone network (400 kbit/s).
 */
const INITIAL_BUDGET_BYTES = 51_200;
const LOBBY_BUDGET_BYTES = 71_680;
const LOBBY_CHUNK = 'lobby';
/** On what is loaded beside the first page and not for it. */
const LOBBY_MARK = 'data-lobby';

const root = fileURLToPath(new URL('.', import.meta.url));
const outDir = join(root, 'dist');

export default defineConfig({
  root,
  resolve: { conditions: ['source', ...defaultClientConditions] },
  plugins: [
    preact({ reactAliasesEnabled: false }),
    buildName(),
    preloadLobby(),
    initialBudget(),
    precompress(),
    previewPage(),
  ],
  build: {
    outDir,
    emptyOutDir: true,
    sourcemap: false,
    modulePreload: { polyfill: false },
    // Few files for who waits: the page, and beside it the lobby with what it shares with what comes later.
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: true,
          groups: [
            { name: 'index', test: /\/web\/src\/main\.tsx$/, priority: 2 },
            { name: LOBBY_CHUNK, test: /\/web\/src\/create-browser-call\.ts$/, priority: 1 },
          ],
        },
      },
    },
  },
  server: { host: '127.0.0.1' },
});

/**
 * Names the build in index.html, after all that it consists of: the server tells pages which one it gives out, and a page
 * of another build offers to reload. File names hold hashes of their content.
 */
function buildName(): Plugin {
  return {
    name: 'burrow:build-name',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle }) {
        const files = Object.keys(bundle ?? {})
          .sort()
          .join('\n');
        const content = createHash('sha256').update(files).digest('base64url').slice(0, 16);
        return [{ tag: 'meta', attrs: { name: 'build', content }, injectTo: 'head' }];
      },
    },
  };
}

/** The lobby's script comes beside the page's own, and not after it: who opens a link waits for one trip less. */
function preloadLobby(): Plugin {
  return {
    name: 'burrow:preload-lobby',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (page, { bundle }) =>
        lobbyScripts(bundle ?? {})
          .filter((file) => !page.includes(`"/${file}"`))
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}`, [LOBBY_MARK]: true },
            injectTo: 'head' as const,
          })),
    },
  };
}

/** With all that it imports, and what that imports: the browser would ask for it only once it has read who wants it. */
function lobbyScripts(bundle: Rolldown.OutputBundle): readonly string[] {
  const lobby = Object.values(bundle).find((file) => file.type === 'chunk' && file.name === LOBBY_CHUNK);
  if (lobby === undefined)
    throw new Error(`there is no chunk ${LOBBY_CHUNK} any more: preload its successor`);
  const files = new Set([lobby.fileName]);
  for (const name of files) {
    const file = bundle[name];
    if (file?.type === 'chunk') for (const imported of file.imports) files.add(imported);
  }
  return [...files];
}

/** Fails the build when the script and style that index.html asks for at once are over the budget. */
function initialBudget(): Plugin {
  return {
    name: 'burrow:initial-budget',
    apply: 'build',
    writeBundle() {
      const page = readFileSync(join(outDir, 'index.html'), 'utf8');
      if (/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/.test(page))
        this.error('index.html holds an inline script or style, which the Content-Security-Policy refuses');
      const all = [...page.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map((match) => match[1] ?? '');
      const weigh = (what: string, files: readonly string[], budgetBytes: number) => {
        const sizes = files.map((file) => ({ file, bytes: gzip(readFileSync(join(outDir, file))).length }));
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

/** The server sends `.br` and `.gz` as they lie there, so it never compresses while calls go on. */
function precompress(): Plugin {
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

/** Development only: any screen in any state, `/preview.html?screen=call&people=4&lang=zh-CN&theme=dark`. */
function previewPage(): Plugin {
  const file = join(root, 'src/ui/preview/preview.html');
  return {
    name: 'burrow:preview-page',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use('/preview.html', (request, response) => {
        server
          .transformIndexHtml(request.originalUrl ?? '/preview.html', readFileSync(file, 'utf8'))
          .then((page) => response.setHeader('Content-Type', 'text/html').end(page))
          .catch((error: Error) => response.writeHead(500).end(error.message));
      });
    },
  };
}

function gzip(content: Uint8Array): Buffer {
  return gzipSync(content, { level: constants.Z_BEST_COMPRESSION });
}

function brotli(content: Uint8Array): Buffer {
  return brotliCompressSync(content, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
}
