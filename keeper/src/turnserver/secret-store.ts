import { chmodSync, closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { failure, type Result, success } from '../result.ts';

/** Why 32: in base64url that is 192 bit; Burrow's own have 43, which is 256. */
export const SHORTEST_SECRET = 32;

/** The width of the column in coturn's schema. */
export const LONGEST_SECRET = 127;

const OWNER_ONLY = 0o600;

export interface StoredSecret {
  /** The SQLite file; made when it is not there. */
  readonly path: string;
  /** The realm of the rendered turnserver.conf: coturn looks secrets up by it. */
  readonly realm: string;
  readonly secret: string;
}

/**
 * Makes `secret` the only one in coturn's `turn_secret` table. A running coturn takes it at once for new allocations
 * and lets the present ones be. What else coturn needs in the file it makes itself.
 */
export function storeTurnSecret({ path, realm, secret }: StoredSecret): Result<void> {
  if (!isFitSecret(secret)) {
    return failure(
      'weak-turn-secret',
      `the TURN secret is to be ${SHORTEST_SECRET} to ${LONGEST_SECRET} printable characters; found ${secret.length}`,
      'Delete .burrow/turn-secret; the next start makes a new one.',
    );
  }
  try {
    // Before SQLite writes to it, so that nobody else reads it in between.
    closeSync(openSync(path, 'a', OWNER_ONLY));
    chmodSync(path, OWNER_ONLY);
    const database = new DatabaseSync(path);
    try {
      database.exec(SCHEMA);
      database.exec('BEGIN IMMEDIATE');
      database.prepare('DELETE FROM turn_secret').run();
      database.prepare('INSERT INTO turn_secret (realm, value) VALUES (?, ?)').run(realm, secret);
      database.exec('COMMIT');
    } finally {
      database.close();
    }
    return success(undefined);
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return failure(
      'secret-store',
      `the secret is to be written to ${path}; found: ${found}`,
      'Check who owns the file and its directory, or delete the file.',
    );
  }
}

/** An empty one would let anybody sign; blanks and quotes would not come through coturn as they are. */
export function isFitSecret(secret: string): boolean {
  return (
    /^[A-Za-z0-9+/=_-]+$/.test(secret) && secret.length >= SHORTEST_SECRET && secret.length <= LONGEST_SECRET
  );
}

/** As coturn makes it. */
const SCHEMA = `CREATE TABLE IF NOT EXISTS turn_secret (
  realm varchar(127) default '', value varchar(127), primary key (realm, value))`;
