import { join } from 'node:path';
import { debianRoot } from '../lab/debian-root.ts';
import { withBuildEngine } from './build-engine.ts';
import { cacheDirectory } from './cache.ts';
import { copyImages } from './copy-images.ts';
import { Engine } from './engine.ts';

/** The newest engine that Debian has, beside this machine's own, which may be years older. */
export interface NewerEngine {
  readonly programsOf: string;
  /** Its own: an older engine could not read any more what a newer one has written. */
  readonly dataRoot: string;
}

/** Gives it the images of the bundle, as they are with this machine's engine now. */
export async function newerEngine(): Promise<NewerEngine> {
  const programsOf = await debianRoot({ suite: 'sid', packages: ['docker.io', 'docker-cli', 'iptables'] });
  const dataRoot = join(cacheDirectory, 'newer-engine');
  const newer = new Engine({ namespace: null, directory: '/run/burrow-newer', dataRoot, programsOf });
  await withBuildEngine(async (older) => {
    await newer.start();
    try {
      await copyImages(older, newer);
    } finally {
      await newer.stop();
    }
  });
  return { programsOf, dataRoot };
}
