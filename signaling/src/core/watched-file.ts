import { readFileSync, statSync } from 'node:fs';

/** A file that may get another content while the process runs. */
export interface WatchedFile {
  readonly path: string;
  /** Another text whenever the content may be another. Throws while there is no such file. */
  version(): string;
  /** Throws when it cannot be read. */
  read(): string;
}

export function createWatchedFile(path: string): WatchedFile {
  return {
    path,
    version() {
      const { ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
      return [ino, size, mtimeNs, ctimeNs].join(' ');
    },
    read: () => readFileSync(path, 'utf8'),
  };
}
