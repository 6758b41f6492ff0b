import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../lab/run.ts';

const THIS_TREE = fileURLToPath(new URL('../..', import.meta.url));

/** What decides how a bundle runs besides what is copied into its images. */
const BESIDE_IMAGES = ['Dockerfile', 'docker-compose.yml', 'turnserver.conf'];

/**
 * The newest commit whose bundle is another one than that of this tree: a commit that changes documents or tests only has
 * the same images as the one before it. Null: no such commit is here, as in a shallow clone.
 */
export async function commitBefore(tree = THIS_TREE): Promise<string | null> {
  const git = (...words: readonly string[]) => run(['git', ...words], { cwd: tree, allowFailure: true });
  const paths = ['--', ...BESIDE_IMAGES, ...(await copiedIntoImages(tree)), ...(await keptOutOfImages(tree))];
  const changed = await git('status', '--porcelain', ...paths);
  const last = await git('log', '-1', '--first-parent', '--format=%H', ...paths);
  const before = changed.stdout === '' ? `${last.stdout.trim()}^` : 'HEAD';
  const { code, stdout } = await git('rev-parse', '--quiet', '--verify', `${before}^{commit}`);
  return code === 0 ? stdout.trim() : null;
}

async function copiedIntoImages(tree: string): Promise<readonly string[]> {
  const dockerfile = await readFile(join(tree, 'Dockerfile'), 'utf8');
  // The image of the commands is no part of the bundle; it comes last.
  const [parts = ''] = dockerfile.split(/^FROM .* AS cli$/m);
  return [...parts.matchAll(/^COPY (?!--)(.+) \S+$/gm)].flatMap(([, paths = '']) => paths.split(' '));
}

async function keptOutOfImages(tree: string): Promise<readonly string[]> {
  const ignored = await readFile(join(tree, '.dockerignore'), 'utf8');
  const patterns = ignored.split('\n').filter((line) => /^[^#!]/.test(line) && line !== '*');
  return patterns.flatMap((pattern) => [`:(exclude,glob)${pattern}`, `:(exclude,glob)${pattern}/**`]);
}
