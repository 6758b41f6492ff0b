import { join } from 'node:path';
import { debianRoot } from '../lab/debian-root.ts';
import { run } from '../lab/run.ts';
import { withBuildEngine } from './build-engine.ts';
import { cacheDirectory } from './cache.ts';
import { Engine } from './engine.ts';

/** The newest engine that Debian has, beside this machine's own, which may be years older. */
export interface NewerEngine {
  readonly programsOf: string;
  /** Its own: an older engine could not read any more what a newer one has written. */
  readonly dataRoot: string;
}

const COPY_LIMIT_MS = 5 * 60_000;

/** Gives it the images of the bundle, as they are with this machine's engine now. */
export async function newerEngine(): Promise<NewerEngine> {
  const programsOf = await debianRoot({ suite: 'sid', packages: ['docker.io', 'docker-cli', 'iptables'] });
  const dataRoot = join(cacheDirectory, 'newer-engine');
  const newer = new Engine({ namespace: null, directory: '/run/burrow-newer', dataRoot, programsOf });
  await withBuildEngine(async (older) => {
    const { stdout } = await older.docker(['images', '--format', '{{.Repository}}', 'burrow-*']);
    const images = stdout.trim().split('\n');
    await newer.start();
    try {
      const copy = 'docker -H "$0" save "$@" | docker -H "$TO" load --quiet';
      await run(['bash', '-o', 'pipefail', '-c', copy, older.host, ...images], {
        env: { TO: newer.host },
        timeoutMs: COPY_LIMIT_MS,
      });
    } finally {
      await newer.stop();
    }
  });
  return { programsOf, dataRoot };
}
