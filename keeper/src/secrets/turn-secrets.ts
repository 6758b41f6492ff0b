import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, openSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Clock } from '#signaling/core/clock';
import { failure, type Result, success } from '../result.ts';

export interface TurnSecretsOptions {
  /** The SQLite file that is the truth about them; of the keeper alone. Made when it is not there. */
  readonly path: string;
  /** Of the file; default: for its owner alone. */
  readonly mode?: number;
  /** Of the credentials that the current secret signs from now on. */
  readonly credentialTtlSeconds: number;
  readonly clock: Pick<Clock, 'now'>;
  /** Makes coturn take credentials of exactly these. */
  readonly accept: (secrets: readonly [string, ...string[]]) => Result<void>;
  /** Makes the service sign with this one. */
  readonly sign: (secret: string) => Result<void>;
  /** How long to wait for another process; default: as long as any write to a file should take. */
  readonly lockLimitMs?: number;
}

export interface TurnSecrets {
  /**
   * Brings coturn and the service to what is kept, and forgets what no credential is left of. Safe at any time, in
   * several processes at once, and after one of them was killed half-way.
   */
  settle(): Result<Settled>;
  /** A new current secret; credentials of the one before stay good as long as they would have been. */
  rotate(): Result<Settled>;
}

export interface Settled {
  /** Retired secrets that coturn still takes. */
  readonly retired: number;
  /** When the last of them goes, in milliseconds since the Unix epoch; null when there is none. */
  readonly retiredUntil: number | null;
  /** How many have gone just now. */
  readonly removed: number;
}

const SECRET_BYTES = 32;
const OWNER_ONLY = 0o600;

/** Why 2 min: between the file and the last credential of the old secret lie a look at the file and a skewed clock. */
export const RETIREMENT_MARGIN_SECONDS = 120;

/** Why 20 s: what holds the lock writes two small files, which takes milliseconds on an idle disk. */
const LOCK_LIMIT_MS = 20_000;

/**
 * The current TURN secret and the retired ones, whose credentials are still about. Changes are made in an order in which
 * no credential ever fails: kept here, accepted by coturn, signed with by the service, and only then does the old one's
 * time begin to run. Each step is repeated by `settle` until it has happened.
 */
export function createTurnSecrets(options: TurnSecretsOptions): TurnSecrets {
  const { path, mode = OWNER_ONLY, credentialTtlSeconds, clock, accept, sign } = options;
  const { lockLimitMs = LOCK_LIMIT_MS } = options;
  return {
    settle: () => attempt((database) => settle(database)),
    rotate: () =>
      attempt((database) => {
        locked(database, () => {
          database.exec('UPDATE secret SET is_current = 0');
          insert(database);
        });
        return settle(database);
      }),
  };

  function attempt(work: (database: DatabaseSync) => Result<Settled>): Result<Settled> {
    try {
      const database = open(path, mode, lockLimitMs);
      try {
        return work(database);
      } finally {
        database.close();
      }
    } catch (error) {
      const found = error instanceof Error ? error.message : String(error);
      return failure(
        'kept-secrets',
        `the TURN secrets are to be kept in ${path}; found: ${found}`,
        'Check that the disk has room, and who owns the file.',
      );
    }
  }

  /** Under the lock from the first question to the last write, so that nobody publishes what has changed meanwhile. */
  function settle(database: DatabaseSync): Result<Settled> {
    // Kept before anybody is told about it.
    locked(database, () => {
      if (current(database) === undefined) insert(database);
    });
    return locked(database, () => {
      // A credential of yesterday may have been made for longer than those of today.
      database
        .prepare('UPDATE secret SET ttl_seconds = ?1 WHERE is_current = 1 AND ttl_seconds < ?1')
        .run(credentialTtlSeconds);
      const { changes } = database.prepare('DELETE FROM secret WHERE good_until <= ?').run(clock.now());
      const secret = current(database) ?? '';
      const retired = database.prepare('SELECT value FROM secret WHERE is_current = 0').all();
      const accepted = accept([secret, ...retired.map(({ value }) => String(value))]);
      if (!accepted.ok) return accepted;
      const signing = sign(secret);
      if (!signing.ok) return signing;
      database
        .prepare(
          'UPDATE secret SET good_until = ? + (ttl_seconds + ?) * 1000 WHERE is_current = 0 AND good_until IS NULL',
        )
        .run(clock.now(), RETIREMENT_MARGIN_SECONDS);
      const last = database.prepare('SELECT max(good_until) AS time FROM secret').get()?.time;
      return success({
        retired: retired.length,
        retiredUntil: typeof last === 'number' ? last : null,
        removed: Number(changes),
      });
    });
  }

  function insert(database: DatabaseSync): void {
    database
      .prepare('INSERT INTO secret (value, is_current, ttl_seconds) VALUES (?, 1, ?)')
      .run(randomBytes(SECRET_BYTES).toString('base64url'), credentialTtlSeconds);
  }
}

/** `good_until` is null while the service may still sign with it. */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS secret (
  value TEXT PRIMARY KEY, is_current INTEGER NOT NULL, ttl_seconds INTEGER NOT NULL, good_until INTEGER);
CREATE UNIQUE INDEX IF NOT EXISTS one_current ON secret (is_current) WHERE is_current = 1;
`;

function open(path: string, mode: number, lockLimitMs: number): DatabaseSync {
  // Before SQLite writes to it, so that nobody else reads it in between.
  closeSync(openSync(path, 'a', mode));
  // Only its owner may, and need not when another made it as it is to be.
  if ((statSync(path).mode & 0o777) !== mode) chmodSync(path, mode);
  const database = new DatabaseSync(path, { timeout: lockLimitMs });
  database.exec(SCHEMA);
  return database;
}

function current(database: DatabaseSync): string | undefined {
  const row = database.prepare('SELECT value FROM secret WHERE is_current = 1').get();
  return row === undefined ? undefined : String(row.value);
}

/** One process at a time; all of it or, when it throws or the process ends, nothing. */
function locked<Value>(database: DatabaseSync, work: () => Value): Value {
  database.exec('BEGIN IMMEDIATE');
  try {
    const value = work();
    database.exec('COMMIT');
    return value;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
