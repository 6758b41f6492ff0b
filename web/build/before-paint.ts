import { join } from 'node:path';
import { build, defaultClientConditions, type Plugin } from 'vite';
import { gzip } from './compress.ts';

/** As index.html asks for it. */
export const BEFORE_PAINT_PLACE = '/before-paint.js';
const NAME = 'before-paint.js';
/** Why so few: nothing is painted before it has come. With the headers of the answer it fits into two packets. */
const BUDGET_BYTES = 1_800;

/** Makes one classic script of src/before-paint.ts: a module would run only after the first paint. */
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
    async buildStart() {
      if (this.environment.mode !== 'build') return;
      const source = await bundle(root);
      const { length } = gzip(Buffer.from(source));
      if (length > BUDGET_BYTES)
        this.error(
          `${NAME}: ${length} bytes gzip of at most ${BUDGET_BYTES}: leave it to the page's own script`,
        );
      this.emitFile({ type: 'asset', name: NAME, source });
    },
    transformIndexHtml: {
      order: 'post',
      handler(page, { bundle: files }) {
        if (files === undefined) return page;
        const file = Object.values(files).find((one) => one.type === 'asset' && one.names.includes(NAME));
        if (file === undefined || !page.includes(`"${BEFORE_PAINT_PLACE}"`))
          throw new Error(`index.html does not ask for ${BEFORE_PAINT_PLACE} any more`);
        return page.replace(`"${BEFORE_PAINT_PLACE}"`, `"/${file.fileName}"`);
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
