import { readFileSync } from 'node:fs';
import { failure, type Result, success } from '#keeper/result';
import { SHORTEST_PASSPHRASE } from './seal.ts';

/** The first line of the file; from a file only, because arguments are for every user of the host to see. */
export function readPassphrase(path: string | undefined): Result<string | null> {
  if (path === undefined) return success(null);
  try {
    const [line = ''] = readFileSync(path, 'utf8').split(/\r?\n/);
    if (line.length >= SHORTEST_PASSPHRASE) return success(line);
    const cause = `expected a passphrase of ${SHORTEST_PASSPHRASE} characters or more in the first line of ${path}; found ${line.length}`;
    return failure('passphrase-short', cause, 'Make a longer one, such as: openssl rand -base64 33');
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return failure(
      'passphrase-file',
      `expected to read ${path}; found: ${found}`,
      'Check its path and owner.',
    );
  }
}
