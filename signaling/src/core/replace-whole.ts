import { closeSync, fchmodSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Writes a file whole or not at all, also when the power goes, with exactly this mode. */
export function replaceWhole(path: string, content: string | Uint8Array, mode: number): void {
  const unfinished = `${path}.new`;
  // What an interrupted try has left may belong to another user.
  rmSync(unfinished, { force: true });
  const file = openSync(unfinished, 'wx', mode);
  try {
    // A new file has the mode less what the process holds back (umask).
    fchmodSync(file, mode);
    writeFileSync(file, content);
    // A file system may write the name before the content: after a power cut the file would be there, and empty.
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(unfinished, path);
}
