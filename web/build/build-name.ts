import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

const NAME_CHARACTERS = 16;

/**
 * Names the build in index.html, after all that it consists of: the server tells pages which one it gives out, and a page
 * of another build offers to reload. File names hold hashes of their content.
 */
export function buildName(): Plugin {
  return {
    name: 'burrow:build-name',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(page, { bundle }) {
        const files = Object.keys(bundle ?? {})
          .sort()
          .join('\n');
        const content = createHash('sha256')
          .update(files)
          .update(page)
          .digest('base64url')
          .slice(0, NAME_CHARACTERS);
        return [{ tag: 'meta', attrs: { name: 'build', content }, injectTo: 'head' }];
      },
    },
  };
}
