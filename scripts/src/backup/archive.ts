import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type ParsedTarEntryWithData, packTar, unpackTar } from 'modern-tar';
import * as z from 'zod';
import {
  STORED_ENTRY,
  STORED_LIMITS,
  type StoredEntry,
  type StoredVolumes,
} from '#keeper/backup/stored-entry';
import { failure, type Result, success } from '#keeper/result';

/** Files beside docker-compose.yml that are part of a deployment. */
export const HOST_FILES = ['.env', 'turnserver.conf', 'docker-compose.override.yml'] as const;
export type HostFile = (typeof HOST_FILES)[number];

export interface Backup {
  readonly manifest: Manifest;
  /** By name; those that the deployment has. */
  readonly hostFiles: Readonly<Partial<Record<HostFile, string>>>;
  readonly volumes: StoredVolumes;
}

const MANIFEST_NAME = 'manifest.json';
const MANIFEST = z.object({
  format: z.literal('burrow-backup'),
  formatVersion: z.literal(1),
  burrowVersion: z.string().max(200),
  createdAt: z.iso.datetime(),
  /** Of the page of before; null: not known. */
  url: z.string().max(300).nullable(),
  /** Files of the operator's own, which are named and not held. */
  ownFiles: z.array(z.object({ setting: z.string().max(100), path: z.string().max(1_024) })).max(10),
  /** Everything else in the archive; of a directory an empty sum. */
  members: z.array(z.object({ name: z.string().max(1_200), sha256: z.string() })).max(STORED_LIMITS.entries),
});
export type Manifest = z.infer<typeof MANIFEST>;

/** Of the file, sealed or not. */
export const LARGEST_BACKUP_BYTES = 1.5 * STORED_LIMITS.totalBytes;
/** With what tar puts around each member. */
const LARGEST_CONTENT = STORED_LIMITS.totalBytes + STORED_LIMITS.entries * 2_048;
const OWNER_ONLY = 0o600;

interface Member {
  readonly name: string;
  readonly mode: number;
  /** Null: a directory. */
  readonly content: Buffer | null;
}

/** A tar archive, compressed with gzip, that begins with its manifest. */
export async function packBackup(
  about: Omit<Manifest, 'format' | 'formatVersion' | 'members'>,
  { hostFiles, volumes }: Pick<Backup, 'hostFiles' | 'volumes'>,
): Promise<Buffer> {
  const members: readonly Member[] = [
    ...Object.entries(hostFiles).map(([name, text]) => ({
      ...{ name: `host/${name}`, mode: OWNER_ONLY, content: Buffer.from(text) },
    })),
    ...volumes.entries.map((entry) => ({
      name: `volumes/${entry.volume}/${entry.path}`,
      mode: entry.mode,
      content: entry.kind === 'file' ? Buffer.from(entry.content, 'base64') : null,
    })),
  ];
  const manifest: Manifest = {
    ...{ format: 'burrow-backup', formatVersion: 1 },
    ...about,
    members: members.map(({ name, content }) => ({ name, sha256: sumOf(content) })),
  };
  const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  const tar = await packTar(
    [{ name: MANIFEST_NAME, mode: OWNER_ONLY, content: text }, ...members].map(({ name, mode, content }) => ({
      header:
        content === null
          ? { name: `${name}/`, mode, size: 0, type: 'directory' as const }
          : { name, mode, size: content.length, type: 'file' as const },
      ...(content === null ? {} : { body: content }),
    })),
  );
  return gzipSync(tar);
}

/** Reads what may be anything; nothing comes out but what is whole and has its place. */
export async function unpackBackup(bytes: Uint8Array): Promise<Result<Backup>> {
  if (bytes.length > LARGEST_BACKUP_BYTES)
    return refused('backup-size', `at most ${LARGEST_BACKUP_BYTES} bytes`, 'more');
  const unpacked = await untar(bytes);
  if (!unpacked.ok) return unpacked;
  const [first, ...rest] = unpacked.value;
  const manifest = MANIFEST.safeParse(first?.header.name === MANIFEST_NAME ? jsonOrNull(first.data) : null);
  if (!manifest.success)
    return refused('backup-manifest', 'the manifest of a backup first', 'none that this version can read');
  const members = membersOf(rest, manifest.data);
  return members.ok ? sorted(manifest.data, members.value) : members;
}

async function untar(bytes: Uint8Array): Promise<Result<readonly ParsedTarEntryWithData[]>> {
  try {
    const tar = gunzipSync(bytes, { maxOutputLength: LARGEST_CONTENT });
    return success(await unpackTar(tar, { strict: true }));
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return refused('backup-damaged', 'a tar archive, compressed with gzip', `something else (${found})`);
  }
}

/** Only plain files and directories, each once, each as the manifest says, and all that it names. */
function membersOf(
  entries: readonly ParsedTarEntryWithData[],
  manifest: Manifest,
): Result<readonly Member[]> {
  const sums = new Map(manifest.members.map(({ name, sha256 }) => [name, sha256]));
  if (sums.size < manifest.members.length) return refused('backup-name', 'each name once', 'one twice');
  const members = new Map<string, Member>();
  for (const { header, data } of entries) {
    const { type = 'file', mode = OWNER_ONLY } = header;
    const name = type === 'directory' ? header.name.replace(/\/$/, '') : header.name;
    if (type !== 'file' && type !== 'directory')
      return refused('backup-kind', 'files and directories', `a ${type} at ${name}`);
    if (members.has(name)) return refused('backup-name', 'each name once', `${name} twice`);
    const content = type === 'file' ? Buffer.from(data ?? []) : null;
    if (sums.get(name) !== sumOf(content))
      return refused('backup-sum', 'what the manifest says', `something else in ${name}`);
    members.set(name, { name, mode, content });
  }
  const missing = manifest.members.find(({ name }) => !members.has(name));
  if (missing !== undefined)
    return refused('backup-sum', 'all that the manifest names', `no ${missing.name}`);
  return success([...members.values()]);
}

/** Each member to its place; a member that has none is refused. */
function sorted(manifest: Manifest, members: readonly Member[]): Result<Backup> {
  const hostFiles: Partial<Record<HostFile, string>> = {};
  const entries: StoredEntry[] = [];
  const directories = new Set<string>();
  for (const { name, mode, content } of members) {
    const hostFile = HOST_FILES.find((file) => name === `host/${file}`);
    if (hostFile !== undefined && content !== null) {
      hostFiles[hostFile] = content.toString();
      continue;
    }
    const [, volume, path] = /^volumes\/([^/]+)\/(.+)$/.exec(name) ?? [];
    const entry = STORED_ENTRY.safeParse(
      content === null
        ? { kind: 'directory', volume, path, mode }
        : { kind: 'file', volume, path, mode, content: content.toString('base64') },
    );
    const parent = name.slice(0, name.lastIndexOf('/'));
    const isAtTop = parent === `volumes/${volume}`;
    if (!entry.success || !(isAtTop || directories.has(parent)))
      return refused('backup-name', 'members that have a place', name);
    if (content === null) directories.add(name);
    entries.push(entry.data);
  }
  return success({ manifest, hostFiles, volumes: { entries } });
}

function refused(code: string, expected: string, found: string): Result<never> {
  const cure = 'Nothing was changed. Take another copy of the backup, or another backup.';
  return failure(code, `expected ${expected}; found ${found}`, cure);
}

function sumOf(content: Buffer | null): string {
  return content === null ? '' : createHash('sha256').update(content).digest('hex');
}

function jsonOrNull(data: Uint8Array | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(data ?? []).toString());
  } catch {
    // Told as a manifest that cannot be read.
    return null;
  }
}
