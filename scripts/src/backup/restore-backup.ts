import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { failure, type Result, success } from '#keeper/result';
import type { CommandContext } from '../commands/command-context.ts';
import { type Compose, isAlive } from '../compose/compose.ts';
import type { VolumeStore } from '../compose/volume-store.ts';
import { attemptFiles } from '../lib/attempt-files.ts';
import type { Steps } from '../lib/steps.ts';
import type { Backup } from './archive.ts';
import { conflictingFiles, envOf, writeHostFiles } from './host-files.ts';
import { makeBackup } from './make-backup.ts';
import { readBackup } from './read-backup.ts';

export interface RestoreOptions {
  readonly file: string;
  readonly passphrase: string | null;
  /** Take the place of what is there. */
  readonly replace: boolean;
  /** Asked before calls end. */
  readonly confirm: (question: string) => Promise<boolean>;
}

export interface RestorePorts {
  /** With the settings of the backup, which may say where the images come from. */
  readonly compose: (env: Readonly<Record<string, string | undefined>>) => Pick<Compose, 'build'>;
  readonly running: Pick<Compose, 'parts' | 'down'>;
  readonly store: (env: Readonly<Record<string, string | undefined>>) => VolumeStore;
  readonly steps: Steps;
}

export interface Restored {
  readonly backup: Pick<Backup, 'manifest'>;
  readonly env: Readonly<Record<string, string>>;
  readonly written: readonly string[];
  /** What was there before; null: nothing was. */
  readonly before: string | null;
  /** The operator's own files that are not on this host yet. */
  readonly missing: readonly { readonly setting: string; readonly path: string }[];
}

const STAGED = 'volumes.json';
const OWNER_ONLY_DIRECTORY = 0o700;
const OWNER_ONLY_FILE = 0o600;

/** Makes this host the deployment of a backup. All is looked at first; nothing is changed before all of it is in order. */
export async function restoreBackup(
  options: RestoreOptions,
  { compose, running, store: storeWith, steps }: RestorePorts,
  context: Pick<CommandContext, 'root' | 'env' | 'run' | 'clock'>,
): Promise<Result<Restored>> {
  const read = await steps.run('looking through the backup', () => readBackup(options, context.root));
  if (!read.ok) return read;
  const { backup, label } = read.value;
  const { manifest, hostFiles } = backup;
  const env = envOf(hostFiles);
  const environment = { ...env, ...context.env };
  const store = storeWith(environment);
  // An image is no deployment: nothing is in the way of what runs.
  const built = await steps.run('images', () => compose(environment).build());
  if (!built.ok) return built;
  const found = await steps.run('what is on this host', () =>
    lookAtHost({ root: context.root, running, store, hostFiles, label }),
  );
  if (!found.ok) return found;
  const { isRunning, isTaken } = found.value;
  if (isTaken && !options.replace) return taken(isRunning);
  if (isTaken && !(await options.confirm(QUESTION))) {
    const cause = 'expected a yes before what is there is replaced; found none';
    return failure('restore-declined', cause, 'Nothing was changed. With --yes there is no question.');
  }

  // From here on things change.
  let before: string | null = null;
  if (isTaken) {
    const made = await steps.run('backup of what is there', () =>
      makeBackup({ file: '', label: '-before-restore', passphrase: options.passphrase, store }, context),
    );
    if (!made.ok) return made;
    before = made.value.file;
  }
  const stopped = isRunning ? await steps.run('stopping', () => running.down()) : success(undefined);
  if (!stopped.ok) return stopped;
  const files = attemptFiles(() => writeHostFiles(context.root, hostFiles));
  if (!files.ok) return files;
  const written = await steps.run('secrets, certificates and reports', () =>
    writeStaged(context.root, backup, label, store),
  );
  if (!written.ok) return written;
  const missing = manifest.ownFiles.filter(({ path }) => !existsSync(resolve(context.root, path)));
  return success({ backup: { manifest }, env, written: files.value, before, missing });
}

interface HostLook {
  readonly root: string;
  readonly running: RestorePorts['running'];
  readonly store: Pick<VolumeStore, 'state'>;
  readonly hostFiles: Backup['hostFiles'];
  readonly label: string;
}

/** What the same restore has left half done is in nobody's way. */
async function lookAtHost({ root, running, store, hostFiles, label }: HostLook) {
  const [state, parts] = [await store.state(), await running.parts()];
  if (!state.ok) return state;
  if (!parts.ok) return parts;
  const isRunning = parts.value.some((part) => isAlive(part.state));
  const isFree = state.value.isEmpty || state.value.interrupted === label;
  const isTaken = isRunning || !isFree || conflictingFiles(root, hostFiles).length > 0;
  return success({ isRunning, isTaken });
}

const QUESTION = 'This ends all calls, and what is there goes into a backup of its own. Go on?';

function taken(isRunning: boolean): Result<never> {
  const found = isRunning ? 'one that runs' : 'one already';
  const cause = `expected a host without a deployment of Burrow; found ${found}`;
  const cure =
    'Nothing was changed. With --replace it is put into a backup and replaced; that ends its calls.';
  return failure('restore-taken', cause, cure);
}

/** By way of a file that is mounted into the container: secrets stand in no argument. */
async function writeStaged(
  root: string,
  backup: Backup,
  label: string,
  store: Pick<VolumeStore, 'write'>,
): Promise<Result<void>> {
  const directory = join(root, '.burrow', `restore-${label}`);
  try {
    const staged = attemptFiles(() => {
      rmSync(directory, { recursive: true, force: true });
      mkdirSync(directory, { recursive: true, mode: OWNER_ONLY_DIRECTORY });
      writeFileSync(join(directory, STAGED), JSON.stringify(backup.volumes), { mode: OWNER_ONLY_FILE });
    });
    return staged.ok ? await store.write(directory, STAGED, label) : staged;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
