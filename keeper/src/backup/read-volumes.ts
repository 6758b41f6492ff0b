import { lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { failure, type Result, success } from '../result.ts';
import { KEPT_VOLUMES, STORED_LIMITS, type StoredEntry, type StoredVolumes } from './stored-entry.ts';

/** Why 3: what changes while it is read is a renewal or a report, which takes milliseconds. */
const MOST_TRIES = 3;

/** Unfinished files, journals (the database is copied whole), and locks that mean nothing on another host. */
const LEFT_OUT = /(?:\.new|-journal|-wal|-shm)$|^caddy\/locks(?:\/|$)|^\.restoring$/;

export interface ReadOptions {
  /** Where the volumes are mounted. */
  readonly directory: string;
  /** For the copy of a database; emptied again. */
  readonly scratch: string;
}

/**
 * Everything in the kept volumes as it was at one moment, while others may write to them: a database by SQLite's own
 * copying, and all of it again when a file has changed meanwhile, so that no key is with the certificate of another.
 */
export function readVolumes(options: ReadOptions): Result<StoredVolumes> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const before = imageOf(options.directory);
    const read = readOnce(options);
    if (!read.ok || imageOf(options.directory) === before) return read;
  }
  const cause = `expected the volumes to rest for a moment; found them written to in ${MOST_TRIES} tries`;
  return failure('backup-busy', cause, 'Try again in a minute.');
}

function readOnce({ directory, scratch }: ReadOptions): Result<StoredVolumes> {
  const entries: StoredEntry[] = [];
  let bytes = 0;
  for (const volume of KEPT_VOLUMES) {
    const top = join(directory, volume);
    for (const path of pathsIn(top)) {
      const file = join(top, path);
      const status = lstatSync(file, { throwIfNoEntry: false });
      if (status === undefined) continue;
      const mode = status.mode & 0o7777;
      if (status.isDirectory()) {
        entries.push({ kind: 'directory', volume, path, mode });
        continue;
      }
      if (!status.isFile()) {
        const cause = `expected files and directories in the volume ${volume}; found something else at ${path}`;
        return failure('backup-kind', cause, 'Remove it: Burrow has not made it.');
      }
      bytes += status.size;
      if (status.size > STORED_LIMITS.fileBytes || bytes > STORED_LIMITS.totalBytes) {
        const cause = `expected at most ${STORED_LIMITS.totalBytes} bytes, ${STORED_LIMITS.fileBytes} of one file; found more at ${path} in the volume ${volume}`;
        return failure('backup-size', cause, 'Remove what does not belong there.');
      }
      const content = path.endsWith('.db') ? databaseCopy(file, scratch) : readFileSync(file);
      entries.push({ kind: 'file', volume, path, mode, content: content.toString('base64') });
    }
  }
  return success({ entries });
}

/** Parents before children, in an order that is always the same. */
function pathsIn(top: string): readonly string[] {
  return (readdirSync(top, { recursive: true, encoding: 'utf8' }) as string[])
    .filter((path) => !LEFT_OUT.test(path))
    .toSorted();
}

/** Names, sizes and times of all files: the same as before when nobody has written. */
function imageOf(directory: string): string {
  return KEPT_VOLUMES.flatMap((volume) =>
    pathsIn(join(directory, volume)).map((path) => {
      const status = lstatSync(join(directory, volume, path), { bigint: true, throwIfNoEntry: false });
      const isFile = status?.isFile() ?? false;
      return `${volume}/${path} ${isFile ? `${status?.size} ${status?.mtimeNs} ${status?.ino}` : ''}`;
    }),
  ).join('\n');
}

/** Also while the keeper writes to it. */
function databaseCopy(file: string, scratch: string): Buffer {
  const copy = join(scratch, 'database');
  rmSync(copy, { force: true });
  const database = new DatabaseSync(file, { timeout: LOCK_LIMIT_MS });
  try {
    database.prepare('VACUUM INTO ?').run(copy);
    return readFileSync(copy);
  } finally {
    database.close();
    rmSync(copy, { force: true });
  }
}

/** Why 5 s: the keeper writes for milliseconds only. */
const LOCK_LIMIT_MS = 5_000;
