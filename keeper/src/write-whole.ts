import {
  closeSync,
  fchmodSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';

/** For the owner and for the one part that the directory is shared with. */
const OWNER_AND_GROUP = 0o640;

/**
 * Writes a file whole or not at all, also when it is interrupted; leaves one that is the same already as it is, so that
 * nobody who watches it is woken for nothing. Says whether it wrote.
 */
export function writeWhole(path: string, text: string, mode = OWNER_AND_GROUP): boolean {
  if (contentOf(path) === text) return false;
  replaceWhole(path, text, mode);
  return true;
}

/** Writes a file whole or not at all, also when the power goes, with exactly this mode. */
export function replaceWhole(path: string, text: string, mode: number): void {
  const unfinished = `${path}.new`;
  // What an interrupted try has left may belong to another user.
  rmSync(unfinished, { force: true });
  const file = openSync(unfinished, 'wx', mode);
  try {
    // A new file has the mode less what the process holds back (umask).
    fchmodSync(file, mode);
    writeFileSync(file, text);
    // A file system may write the name before the content: after a power cut the file would be there, and empty.
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(unfinished, path);
}

function contentOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Not there yet; whatever else is wrong, writing will say.
    return null;
  }
}
