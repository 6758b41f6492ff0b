import { access, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cacheDirectory } from '../engine/cache.ts';
import { hasCode, startTimeOf } from './remains.ts';
import { requirePrograms, requireRoot } from './requirements.ts';
import { run } from './run.ts';

export interface DebianRootOptions {
  readonly suite: string;
  readonly packages: readonly string[];
}

/** Followed by the pid of the process that makes it. */
const unfinishedSuffix = '.unfinished-';
const mirror = 'http://deb.debian.org/debian';

/** About half a minute on two cores; several times that over a slow line. */
const buildTimeoutMs = 10 * 60_000;

/**
 * A minimal Debian of another release in a directory, made once and kept in `BURROW_CACHE_DIR` (default
 * /var/cache/burrow). Remove the directory to have it made anew.
 */
export async function debianRoot({ suite, packages }: DebianRootOptions): Promise<string> {
  const cache = cacheDirectory;
  const root = join(cache, [suite, ...packages].join('-'));
  if (await exists(root)) return root;
  requireRoot();
  requirePrograms('debootstrap', 'unshare');
  await mkdir(cache, { recursive: true });
  await removeAbandoned(cache, basename(root));
  const unfinished = `${root}${unfinishedSuffix}${process.pid}`;
  try {
    await run(
      // In namespaces of its own, so that its mounts and children go away with it, even when it is killed.
      [
        ...['unshare', '--mount-proc', '--pid', '--fork', '--kill-child', 'debootstrap', '--variant=minbase'],
        ...[`--include=${packages.join(',')}`, suite, unfinished, mirror],
      ],
      { timeoutMs: buildTimeoutMs },
    );
    await renameUnlessThere(unfinished, root);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return root;
}

/**
 * Words to put before a command so that it runs with the programs and libraries of a Debian root, and sees all other
 * files of this machine under their own paths. Needs root, and a merged /usr on this machine (Debian ≥ 12).
 */
export function withProgramsOf(root: string): readonly string[] {
  // The mount is in a mount namespace of its own: no other process sees it, and it ends with the command.
  return ['unshare', '--mount', 'sh', '-c', 'mount --bind "$0/usr" /usr && exec "$@"', root];
}

async function removeAbandoned(cache: string, name: string): Promise<void> {
  for (const entry of await readdir(cache)) {
    if (!entry.startsWith(`${name}${unfinishedSuffix}`)) continue;
    const pid = Number(entry.slice(name.length + unfinishedSuffix.length));
    if ((await startTimeOf(pid)) === undefined)
      await rm(join(cache, entry), { recursive: true, force: true });
  }
}

/** Two test runs may have built the same root at once. */
async function renameUnlessThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!hasCode(error, 'ENOTEMPTY') && !hasCode(error, 'EEXIST')) throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
