import { randomBytes } from 'node:crypto';
import { accessSync, chmodSync, constants, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { replaceWhole } from '#signaling/core/replace-whole';
import { failure, type Result, success } from './result.ts';
import { isFitSecret } from './turnserver/secret-store.ts';

const OWNER_ONLY_DIRECTORY = 0o700;
const OWNER_ONLY_FILE = 0o600;
const SECRET_BYTES = 32;

/** Makes the directory for what Burrow keeps, for the owner alone; a problem when it cannot be written to. */
export function prepareStateDirectory(directory: string): Result<void> {
  try {
    mkdirSync(directory, { recursive: true, mode: OWNER_ONLY_DIRECTORY });
    chmodSync(directory, OWNER_ONLY_DIRECTORY);
    accessSync(directory, constants.W_OK);
    return success(undefined);
  } catch (error) {
    return failure(
      'state-directory',
      `expected to write to ${directory}; found: ${messageOf(error)}`,
      'Give the directory to the user that starts Burrow, or delete it; it holds only what Burrow makes itself.',
    );
  }
}

/** The secret in a file, made at the first start and kept from then on: 256 bit, base64url. */
export function keptSecret(
  directory: string,
  name: string,
  mode = OWNER_ONLY_FILE,
): Result<{ readonly secret: string; readonly isNew: boolean }> {
  const path = join(directory, name);
  try {
    const text = readFileSync(path, 'utf8');
    // A file with nothing in it is what a power cut can leave.
    if (text === '') return newSecret(path, mode);
    const secret = text.trim();
    // Only its owner may change the mode, and others may be meant to read it.
    if ((statSync(path).mode & 0o777) !== mode) chmodSync(path, mode);
    if (isFitSecret(secret)) return success({ secret, isNew: false });
    return failure(
      'weak-secret',
      `expected a secret in ${path}; found ${secret.length} characters`,
      'Delete the file.',
    );
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) {
      return failure(
        'secret-file',
        `${path} cannot be read: ${messageOf(error)}`,
        'Check who owns the file.',
      );
    }
  }
  return newSecret(path, mode);
}

function newSecret(path: string, mode: number): Result<{ readonly secret: string; readonly isNew: boolean }> {
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  writeOwnerOnly(path, `${secret}\n`, mode);
  return success({ secret, isNew: true });
}

/** Whole or not at all, also when it is interrupted. */
export function writeOwnerOnly(path: string, text: string, mode = OWNER_ONLY_FILE): void {
  replaceWhole(path, text, mode);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
