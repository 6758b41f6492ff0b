import { renameSync, rmSync, writeFileSync } from 'node:fs';

/** Says by its being there, and by its age, that the relay works: for the health check of another container. */
export interface HealthFile {
  readonly path: string;
  /** Throws when the file cannot be written. */
  write(time: string): void;
  /** Throws when the file cannot be removed; that there is none is fine. */
  remove(): void;
}

/** Written beside and renamed, so that nobody reads half of it. */
export function createHealthFile(path: string): HealthFile {
  return {
    path,
    write(time) {
      writeFileSync(`${path}.new`, time);
      renameSync(`${path}.new`, path);
    },
    remove: () => rmSync(path, { force: true }),
  };
}
