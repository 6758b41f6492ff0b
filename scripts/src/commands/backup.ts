import { type BackupMade, makeBackup } from '../backup/make-backup.ts';
import { readPassphrase } from '../backup/read-passphrase.ts';
import { createVolumeStore, type VolumeStore } from '../compose/volume-store.ts';
import { type OutputOptions, showResult } from '../lib/show-result.ts';
import type { CommandContext } from './command-context.ts';

export interface BackupCommandOptions extends OutputOptions {
  readonly passphraseFile?: string;
}

/** Puts what this deployment needs into one file. Resolves with the exit code. */
export async function backup(
  file: string,
  { passphraseFile, json }: BackupCommandOptions,
  context: CommandContext,
  store: Pick<VolumeStore, 'read'> = createVolumeStore(context),
): Promise<number> {
  const passphrase = readPassphrase(passphraseFile);
  if (!passphrase.ok) return showResult(passphrase, { json, write: context.write }, () => []);
  context.progress('reading secrets, certificates and reports');
  const made = await makeBackup({ file, passphrase: passphrase.value, store }, context);
  return showResult(made, { json, write: context.write }, backupLines);
}

function backupLines({ file, bytes, members, sealed, ownFiles }: BackupMade): readonly string[] {
  return [
    `backup  ${file}`,
    `        ${members} files and directories, ${Math.ceil(bytes / 1_000)} kB${sealed ? ', encrypted' : ''}, for its owner alone`,
    ...ownFiles.map(
      ({ setting, path }) => `        not in it: ${path} (${setting}), which is yours; keep a copy`,
    ),
    sealed
      ? 'Without the passphrase nobody can read it, nor can you.'
      : 'It holds private keys: keep it as you keep passwords.',
  ];
}
