import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_BUILD_CHARACTERS } from '#protocol';

/** Which build of the page lies here; a page that hears of another one than its own offers to reload. */
export function readPageBuild(webRoot: string): string | null {
  const page = join(webRoot, 'index.html');
  return existsSync(page) ? parsePageBuild(readFileSync(page, 'utf8')) : null;
}

/** What web/build/build-name.ts left in index.html; null for a page that says nothing of its build. */
export function parsePageBuild(html: string): string | null {
  const build = /<meta name="build" content="([A-Za-z0-9_-]+)">/.exec(html)?.[1];
  return build !== undefined && build.length <= MAX_BUILD_CHARACTERS ? build : null;
}
