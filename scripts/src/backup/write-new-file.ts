import {
  closeSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { failure, type Result, success } from '#keeper/result';

const OWNER_ONLY_DIRECTORY = 0o700;
const OWNER_ONLY_FILE = 0o600;

/** A file for its owner alone that appears whole, on the disk, and only under a name that nothing has. */
export function writeNewFile(path: string, content: Uint8Array): Result<void> {
  const unfinished = `${path}.unfinished`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: OWNER_ONLY_DIRECTORY });
    // Of a try that was interrupted.
    rmSync(unfinished, { force: true });
    const file = openSync(unfinished, 'wx', OWNER_ONLY_FILE);
    try {
      fchmodSync(file, OWNER_ONLY_FILE);
      writeFileSync(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    // Unlike a renaming, this fails when the name is taken.
    linkSync(unfinished, path);
    syncDirectory(dirname(path));
    return success(undefined);
  } catch (error) {
    return notWritten(path, error);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

function syncDirectory(path: string): void {
  const directory = openSync(path, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

function notWritten(path: string, error: unknown): Result<never> {
  const found = error instanceof Error ? error.message : String(error);
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EEXIST';
  if (isTaken) {
    const cause = `expected no file at ${path}; found one, which is left as it is`;
    return failure('backup-exists', cause, 'Give another name.');
  }
  return failure('backup-write', `expected to write ${path}; found: ${found}`, 'Give a place with room.');
}
