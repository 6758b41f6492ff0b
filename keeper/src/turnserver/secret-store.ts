import { chmodSync, closeSync, openSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { failure, type Result, success } from '../result.ts';

/** Why 32: in base64url that is 192 bit; Burrow's own have 43, which is 256. */
export const SHORTEST_SECRET = 32;

/** The width of the column in coturn's schema. */
export const LONGEST_SECRET = 127;

const OWNER_ONLY = 0o600;

/** Why 5 s: coturn itself writes for milliseconds only. */
const LOCK_LIMIT_MS = 5_000;

export interface StoredSecrets {
  /** The SQLite file; made when it is not there. */
  readonly path: string;
  /** The realm of the rendered turnserver.conf: coturn looks secrets up by it. */
  readonly realm: string;
  /** At least one: with none coturn would refuse everybody. */
  readonly secrets: readonly [string, ...string[]];
  /** Of the file; default: for its owner alone. */
  readonly mode?: number;
}

/**
 * Makes `secrets` the only ones in coturn's `turn_secret` table. A running coturn goes by them at once for new
 * allocations and lets the present ones be. What else coturn needs in the file it makes itself.
 */
export function storeTurnSecrets({ path, realm, secrets, mode = OWNER_ONLY }: StoredSecrets): Result<void> {
  const unfit = secrets.find((secret) => !isFitSecret(secret));
  if (unfit !== undefined) {
    return failure(
      'weak-turn-secret',
      `the TURN secret is to be ${SHORTEST_SECRET} to ${LONGEST_SECRET} printable characters; found ${unfit.length}`,
      'Delete .burrow/turn-secret; the next start makes a new one.',
    );
  }
  try {
    // Before SQLite writes to it, so that nobody else reads it in between.
    closeSync(openSync(path, 'a', mode));
    // Only its owner may, and need not when another made it as it is to be.
    if ((statSync(path).mode & 0o777) !== mode) chmodSync(path, mode);
    const database = new DatabaseSync(path, { timeout: LOCK_LIMIT_MS });
    try {
      // Readers never wait for a writer: coturn takes a busy database for a wrong password.
      database.exec('PRAGMA journal_mode = WAL');
      database.exec(SCHEMA);
      database.exec('BEGIN IMMEDIATE');
      const insert = database.prepare('INSERT OR IGNORE INTO turn_secret (realm, value) VALUES (?, ?)');
      for (const secret of secrets) insert.run(realm, secret);
      const gone = database.prepare(
        'DELETE FROM turn_secret WHERE realm <> ? OR value NOT IN (SELECT value FROM json_each(?))',
      );
      gone.run(realm, JSON.stringify(secrets));
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

/**
 * All tables, as coturn 4.18 would make them at its first question, from several threads at once: whoever asks in that
 * moment would be told that the password is wrong.
 */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS turn_secret (
  realm varchar(127) default '', value varchar(127), primary key (realm, value));
CREATE TABLE IF NOT EXISTS turnusers_lt (
  realm varchar(127) default '', name varchar(512), hmackey char(128), primary key (realm, name));
CREATE TABLE IF NOT EXISTS allowed_peer_ip (
  realm varchar(127) default '', ip_range varchar(256), primary key (realm, ip_range));
CREATE TABLE IF NOT EXISTS denied_peer_ip (
  realm varchar(127) default '', ip_range varchar(256), primary key (realm, ip_range));
CREATE TABLE IF NOT EXISTS turn_origin_to_realm (origin varchar(127), realm varchar(127), primary key (origin));
CREATE TABLE IF NOT EXISTS turn_realm_option (
  realm varchar(127) default '', opt varchar(32), value varchar(128), primary key (realm, opt));
CREATE TABLE IF NOT EXISTS oauth_key (
  kid varchar(128), ikm_key varchar(256), timestamp bigint default 0, lifetime integer default 0,
  as_rs_alg varchar(64) default '', realm varchar(127) default '', primary key (kid));
CREATE TABLE IF NOT EXISTS admin_user (name varchar(32), realm varchar(127), password varchar(127), primary key (name));
`;
