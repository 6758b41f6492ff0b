import { accessSync, constants, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { replaceWhole } from './replace-whole.ts';

/** One directory with a file per record. Everything throws what the file system throws. */
export interface RecordFiles {
  /** Names of the records that there are. */
  names(): readonly string[];
  /** Throws also when the file is larger than a record can be. */
  read(name: string): string;
  write(name: string, text: string): void;
  remove(name: string): void;
}

const OWNER_ONLY_DIRECTORY = 0o700;
const OWNER_ONLY_FILE = 0o600;

/** Larger than any record with its frame. */
const MAX_FILE_BYTES = 65_536;

/** What the names of records are made of: base64url. */
const FILE_NAME = /^([\w-]{1,64})\.json$/;

/** Makes the directory if it is not there, for its owner alone. */
export function createRecordFiles(directory: string): RecordFiles {
  mkdirSync(directory, { recursive: true, mode: OWNER_ONLY_DIRECTORY });
  accessSync(directory, constants.R_OK | constants.W_OK);
  const pathOf = (name: string) => join(directory, `${name}.json`);
  return {
    names: () => readdirSync(directory).flatMap((file) => FILE_NAME.exec(file)?.[1] ?? []),
    read(name) {
      const { size } = statSync(pathOf(name));
      if (size > MAX_FILE_BYTES) throw new Error(`expected at most ${MAX_FILE_BYTES} bytes; found ${size}`);
      return readFileSync(pathOf(name), 'utf8');
    },
    write: (name, text) => replaceWhole(pathOf(name), text, OWNER_ONLY_FILE),
    remove: (name) => rmSync(pathOf(name), { force: true }),
  };
}
