import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { failure, type Result, success } from '#keeper/result';
import { replaceWhole } from '#signaling/core/replace-whole';
import { attemptFiles } from '../lib/attempt-files.ts';

/** Where an upgrade stands, on the disk before anything is done, so that the next run knows after a power cut. */
const JOURNAL = z.object({
  from: z.string(),
  to: z.string(),
  startedAt: z.iso.datetime(),
  direction: z.enum(['forward', 'back']),
  /** Names of the steps that were begun, in their order; the last one may be half done. */
  begun: z.array(z.string()),
  /** What each part ran before: the identity of its image. */
  images: z.record(z.string(), z.string()),
});
export type Journal = z.infer<typeof JOURNAL>;

export interface JournalFile {
  /** Null: no upgrade is under way. */
  read(): Result<Journal | null>;
  write(journal: Journal): Result<void>;
  remove(): void;
}

const OWNER_ONLY_DIRECTORY = 0o700;
const OWNER_ONLY_FILE = 0o600;

export function journalFile(path: string): JournalFile {
  return {
    read() {
      try {
        return success(JOURNAL.parse(JSON.parse(readFileSync(path, 'utf8'))));
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return success(null);
        const cause = `expected in ${path} where an upgrade stands; found something that cannot be read`;
        return failure('upgrade-journal', cause, 'Look at ./scripts/burrow status, then delete the file.');
      }
    },
    write: (journal) =>
      attemptFiles(() => {
        mkdirSync(dirname(path), { recursive: true, mode: OWNER_ONLY_DIRECTORY });
        replaceWhole(path, `${JSON.stringify(journal, null, 2)}\n`, OWNER_ONLY_FILE);
      }),
    remove: () => rmSync(path, { force: true }),
  };
}
