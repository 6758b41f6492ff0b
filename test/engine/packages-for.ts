import { copyFile, mkdir, readFile, rm, symlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../lab/run.ts';
import { cacheDirectory } from './cache.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const LOCK = 'package-lock.json';
const INSTALL_LIMIT_MS = 5 * 60_000;

/** As "npm ci" leaves a clone, which has no registry in the lab; safe to run again after a pull. */
export async function packagesFor(directory: string): Promise<void> {
  const link = join(directory, 'node_modules');
  await rm(link, { force: true });
  await symlink(join(await sourceFor(directory), 'node_modules'), link);
  // Older than what was installed by it: otherwise the clone's own scripts would install into what is linked here.
  await utimes(join(directory, LOCK), 0, 0);
}

/** This tree where it asks for the same packages, else a directory of another version's. */
async function sourceFor(directory: string): Promise<string> {
  const wanted = await readFile(join(directory, LOCK), 'utf8');
  if ((await readFile(join(root, LOCK), 'utf8')) === wanted) return root;
  const kept = join(cacheDirectory, 'packages-of-before');
  const installedBy = join(kept, 'installed-by.json');
  const installed = await readFile(installedBy, 'utf8').catch(() => null);
  if (installed === wanted) return kept;
  await mkdir(kept, { recursive: true });
  await rm(installedBy, { force: true });
  for (const file of ['package.json', LOCK]) await copyFile(join(directory, file), join(kept, file));
  await run(['npm', 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    ...{ cwd: kept, env: { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' }, timeoutMs: INSTALL_LIMIT_MS },
  });
  await copyFile(join(kept, LOCK), installedBy);
  return kept;
}
