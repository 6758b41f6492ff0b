import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_BUILD_CHARACTERS } from '#protocol';

/** What the service has to know of the page that it gives out: index.html, as the build has left it. */
export interface PageFile {
  /** Which build it is; a page that hears of another one than its own offers to reload. Null where it says nothing. */
  readonly build: string | null;
  /** What stands in it and runs, each as a source of the Content-Security-Policy (CSP3 §2.3.1, hash-source). */
  readonly scriptHashes: readonly string[];
  readonly styleHashes: readonly string[];
}

const NO_PAGE: PageFile = { build: null, scriptHashes: [], styleHashes: [] };

/** Who builds the page anew starts the service anew: it is read once. */
export function readPageFile(webRoot: string): PageFile {
  const page = join(webRoot, 'index.html');
  return existsSync(page) ? parsePageFile(readFileSync(page, 'utf8')) : NO_PAGE;
}

export function parsePageFile(html: string): PageFile {
  // What web/build/build-name.ts has left there.
  const build = /<meta name="build" content="([A-Za-z0-9_-]+)">/.exec(html)?.[1] ?? null;
  const isBuild = build !== null && build.length <= MAX_BUILD_CHARACTERS;
  return {
    build: isBuild ? build : null,
    scriptHashes: hashes(html, /<script>(.*?)<\/script>/gs),
    styleHashes: hashes(html, /<style>(.*?)<\/style>/gs),
  };
}

function hashes(html: string, element: RegExp): readonly string[] {
  return [...html.matchAll(element)].map(
    ([, content = '']) => `'sha256-${createHash('sha256').update(content).digest('base64')}'`,
  );
}
