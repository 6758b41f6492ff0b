import { join } from 'node:path';
import { LabProcess } from '../lab/lab-process.ts';
import { cacheDirectory } from './cache.ts';

/** What an engine keeps, held until it is released: one engine at a time has it. */
export interface HeldDataRoot {
  readonly path: string;
  release(): Promise<void>;
}

/** Images stay there from run to run, with what it takes to build them anew. */
const BUILDING_ROOT = join(cacheDirectory, 'engine');

/** The same images and nothing else, so that two files of tests have an engine each. */
const SECOND_ROOT = join(cacheDirectory, 'second-engine');

/** Longer than any file of tests takes. */
const TURN_LIMIT_MS = 20 * 60_000;

export async function takeBuildingRoot(): Promise<HeldDataRoot> {
  return hold(BUILDING_ROOT);
}

/** To be filled. */
export async function takeSecondRoot(): Promise<HeldDataRoot> {
  return hold(SECOND_ROOT);
}

/** The second where it is free: the other one is what those wait for that build. */
export async function takeAnyRoot(): Promise<HeldDataRoot> {
  return (await holdIfFree(SECOND_ROOT)) ?? (await holdIfFree(BUILDING_ROOT)) ?? hold(SECOND_ROOT);
}

async function hold(path: string): Promise<HeldDataRoot> {
  const holder = startHolder(path, []);
  await holder.waitForOutput(/^mine$/m, TURN_LIMIT_MS);
  return held(path, holder);
}

async function holdIfFree(path: string): Promise<HeldDataRoot | null> {
  const holder = startHolder(path, ['--nonblock']);
  const isMine = await holder.waitForOutput(/^mine$/m, TURN_LIMIT_MS).then(
    () => true,
    () => false,
  );
  return isMine ? held(path, holder) : null;
}

/** Holds the lock for as long as it runs, and it ends with whoever started it. */
function startHolder(path: string, options: readonly string[]): LabProcess {
  const lock = `${path}.lock`;
  return new LabProcess(['flock', ...options, lock, 'sh', '-c', 'echo mine; cat'], { keepsInputOpen: true });
}

function held(path: string, holder: LabProcess): HeldDataRoot {
  return {
    path,
    async release() {
      holder.closeInput();
      await holder.exited;
    },
  };
}
