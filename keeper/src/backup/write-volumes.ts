import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { replaceWhole } from '#signaling/core/replace-whole';
import { failure, type Result, success } from '../result.ts';
import { KEPT_VOLUMES, type StoredVolumes, type VolumeState } from './stored-entry.ts';

/** In the keeper's volume from the first change of a restore to the last, with a line that says which restore. */
const MARK = '.restoring';
const OWNER_ONLY = 0o600;

export function volumeState(directory: string): VolumeState {
  const isEmpty = KEPT_VOLUMES.every((volume) =>
    readdirSync(join(directory, volume)).every((name) => name === MARK || name === 'lost+found'),
  );
  return { isEmpty, interrupted: markIn(join(directory, 'keeper')) };
}

/**
 * Whether what is there may be started from. Half of a backup may not: the other half would be made anew, and whoever ends
 * the restore later would take what has come since for the rest of it.
 * @param keeperVolume where the mark of a restore is
 */
export function checkRestored(keeperVolume: string): Result<void> {
  if (markIn(keeperVolume) === null) return success(undefined);
  return failure(
    'restore-unfinished',
    'expected the whole of a backup in the volumes; found a restore that did not come to its end',
    'Stop it with "./scripts/burrow down", then run the same "./scripts/burrow restore" again.',
  );
}

/**
 * Makes the kept volumes hold exactly `entries`; each belongs to whom the image has given the volume. Whoever is
 * interrupted leaves a mark, by which the next one knows that what is there is not whole.
 * @param label which restore this is; no secret
 */
export function writeVolumes(directory: string, { entries }: StoredVolumes, label: string): void {
  const mark = join(directory, 'keeper', MARK);
  replaceWhole(mark, label, OWNER_ONLY);
  for (const volume of KEPT_VOLUMES) {
    for (const name of readdirSync(join(directory, volume))) {
      if (name !== MARK) rmSync(join(directory, volume, name), { recursive: true, force: true });
    }
  }
  for (const entry of entries) {
    const top = join(directory, entry.volume);
    const path = join(top, entry.path);
    const { uid, gid } = statSync(top);
    if (entry.kind === 'directory') mkdirSync(path);
    // Whole, and on the disk before the mark goes.
    else replaceWhole(path, Buffer.from(entry.content, 'base64'), OWNER_ONLY);
    chownSync(path, uid, gid);
    // After the owner: a change of that takes the bits away which are inherited.
    chmodSync(path, entry.mode);
  }
  rmSync(mark);
}

function markIn(keeperVolume: string): string | null {
  try {
    return readFileSync(join(keeperVolume, MARK), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
