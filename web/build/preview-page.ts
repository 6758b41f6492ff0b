import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Development only: any screen in any state, `/preview.html?screen=call&people=4&lang=zh-CN&theme=dark`. */
export function previewPage(root: string): Plugin {
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
