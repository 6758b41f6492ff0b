import { join } from 'node:path';
import { build, defaultClientConditions, type Plugin } from 'vite';
import { gzip } from './compress.ts';
import { putInline } from './put-inline.ts';

/** As index.html asks for it. */
export const BEFORE_PAINT_PLACE = '/before-paint.js';
const REFERENCE = new RegExp(`<script src="${BEFORE_PAINT_PLACE}"[^>]*></script>`);
/** Why so few: it comes with every visit, and nothing is painted before it has run. */
const BUDGET_BYTES = 1_800;

/**
 * Makes one classic script of src/before-paint.ts, and puts it into index.html: a module would run only after the first
 * paint, a file of its own would be waited for. The server allows what stands there by its hash.
 */
export function beforePaint(root: string): Plugin {
  return {
    name: 'burrow:before-paint',
    configureServer(server) {
      server.middlewares.use(BEFORE_PAINT_PLACE, (_, response) => {
        bundle(root)
          .then((code) => response.setHeader('Content-Type', 'text/javascript').end(code))
          .catch((error: Error) => response.writeHead(500).end(error.message));
      });
    },
    transformIndexHtml: {
      order: 'post',
      async handler(page, { bundle: files }) {
        if (files === undefined) return page;
        const code = await bundle(root);
        const { length } = gzip(Buffer.from(code));
        if (length > BUDGET_BYTES)
          throw new Error(
            `before-paint.ts: ${length} bytes gzip of at most ${BUDGET_BYTES}: leave it to the page's own script`,
          );
        return putInline(page, REFERENCE, 'script', code);
      },
    },
  };
}

async function bundle(root: string): Promise<string> {
  const output = await build({
    ...{ root, configFile: false, publicDir: false, logLevel: 'warn' },
    resolve: { conditions: ['source', ...defaultClientConditions] },
    build: {
      ...{ write: false, modulePreload: false },
      rolldownOptions: { input: join(root, 'src/before-paint.ts'), output: { format: 'iife' } },
    },
  });
  const [result] = [output].flat();
  if (result === undefined || !('output' in result)) throw new Error('before-paint.ts gives no script');
  return result.output[0].code;
}
