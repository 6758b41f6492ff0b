import { join, resolve } from 'node:path';
import * as z from 'zod';
import type { StoredVolumes } from '#keeper/backup/stored-entry';
import { type Result, success } from '#keeper/result';
import { SUMMARY_FILE } from '#keeper/site/summary';
import { readEnvironment } from '../checks/settings.ts';
import type { CommandContext } from '../commands/command-context.ts';
import type { VolumeStore } from '../compose/volume-store.ts';
import { burrowVersion } from '../lib/burrow-version.ts';
import { packBackup } from './archive.ts';
import { ownFilesOf, readHostFiles } from './host-files.ts';
import { seal } from './seal.ts';
import { writeNewFile } from './write-new-file.ts';

export interface BackupMade {
  readonly file: string;
  readonly bytes: number;
  readonly members: number;
  readonly sealed: boolean;
  /** The operator's own files, which are not in it. */
  readonly ownFiles: readonly { readonly setting: string; readonly path: string }[];
}

export interface BackupOptions {
  /** Empty: a name with the date, in `BACKUP_DIRECTORY`. */
  readonly file: string;
  /** What a name with the date ends with. */
  readonly label?: string;
  /** Of what runs; default: that of the sources here. */
  readonly version?: string;
  /** Null: not encrypted. */
  readonly passphrase: string | null;
  readonly store: Pick<VolumeStore, 'read'>;
}

/** In the deployment's own. */
export const BACKUP_DIRECTORY = 'backups';

/** Everything that this deployment needs to be itself on another host, in one file; nothing is stopped for it. */
export async function makeBackup(
  { file, label = '', version, passphrase, store }: BackupOptions,
  context: Pick<CommandContext, 'root' | 'env' | 'run' | 'clock'>,
): Promise<Result<BackupMade>> {
  const settings = readEnvironment(context.root, context.env);
  if (!settings.ok) return settings;
  const volumes = await store.read();
  if (!volumes.ok) return volumes;
  const hostFiles = await readHostFiles(context);
  const createdAt = new Date(context.clock.now()).toISOString();
  const ownFiles = ownFilesOf(settings.value);
  const burrow = version ?? (await burrowVersion(context));
  const packed = await packBackup(
    { burrowVersion: burrow, createdAt, url: urlIn(volumes.value), ownFiles },
    { hostFiles, volumes: volumes.value },
  );
  const content = passphrase === null ? packed : seal(packed, passphrase);
  const ending = passphrase === null ? 'tar.gz' : 'tar.gz.sealed';
  const name = `burrow-${createdAt.replaceAll(':', '-').replace(/\..*/, '')}${label}.${ending}`;
  const path = file === '' ? join(context.root, BACKUP_DIRECTORY, name) : resolve(context.root, file);
  const written = writeNewFile(path, content);
  if (!written.ok) return written;
  const members = volumes.value.entries.length + Object.keys(hostFiles).length;
  return success({ file: path, bytes: content.length, members, sealed: passphrase !== null, ownFiles });
}

const SUMMARY = z.object({ url: z.url() });

function urlIn({ entries }: StoredVolumes): string | null {
  const summary = entries.find(({ volume, path }) => volume === 'keeper' && path === SUMMARY_FILE);
  if (summary?.kind !== 'file') return null;
  try {
    return SUMMARY.parse(JSON.parse(Buffer.from(summary.content, 'base64').toString())).url;
  } catch {
    // Of another version. It is only told to people.
    return null;
  }
}
