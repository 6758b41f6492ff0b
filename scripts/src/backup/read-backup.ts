import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { failure, type Result, success } from '#keeper/result';
import { attemptFiles } from '../lib/attempt-files.ts';
import { type Backup, LARGEST_BACKUP_BYTES, unpackBackup } from './archive.ts';
import { isSealed, unseal } from './seal.ts';

/** The label is of the content, so that only the same backup goes on where it was interrupted. */
export async function readBackup(
  { file, passphrase }: { readonly file: string; readonly passphrase: string | null },
  root: string,
): Promise<Result<{ readonly backup: Backup; readonly label: string }>> {
  const path = resolve(root, file);
  const bytes = attemptFiles(() => {
    // Before it is in memory.
    if (statSync(path).size > LARGEST_BACKUP_BYTES)
      throw new Error(`more than ${LARGEST_BACKUP_BYTES} bytes`);
    return readFileSync(path);
  });
  if (!bytes.ok) return bytes;
  const label = createHash('sha256').update(bytes.value).digest('hex').slice(0, 16);
  if (isSealed(bytes.value) && passphrase === null) {
    const cause = 'expected the passphrase of an encrypted backup; found none';
    return failure('backup-sealed', cause, 'Give --passphrase-file.');
  }
  const opened =
    isSealed(bytes.value) && passphrase !== null ? unseal(bytes.value, passphrase) : success(bytes.value);
  if (!opened.ok) return opened;
  const backup = await unpackBackup(opened.value);
  return backup.ok ? success({ backup: backup.value, label }) : backup;
}
