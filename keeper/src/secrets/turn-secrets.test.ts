import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { failure, type Result, success } from '../result.ts';
import { createTurnSecrets, RETIREMENT_MARGIN_SECONDS } from './turn-secrets.ts';

const TTL_SECONDS = 60;
const GOOD_FOR_MS = (TTL_SECONDS + RETIREMENT_MARGIN_SECONDS) * 1_000;

let directory: string;
let now: number;
/** What coturn takes, and what the service signs with. */
let accepted: readonly string[];
let signing: string;
/** Every moment at which the service signs with what coturn does not take, or an old credential fails too early. */
let broken: string[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'burrow-secrets-'));
  now = Date.UTC(2030, 0, 1);
  accepted = [];
  signing = '';
  broken = [];
});
afterEach(() => rmSync(directory, { recursive: true }));

const path = () => join(directory, 'turn-secrets.db');
const no = failure('no', 'the disk is full', 'Make room.');

interface Faults {
  readonly ttlSeconds?: number;
  /** Instead of writing, or before it. */
  readonly onAccept?: () => Result<void>;
  readonly onSign?: () => Result<void>;
}

/** One process with the secrets of this directory. */
function process({ ttlSeconds = TTL_SECONDS, onAccept, onSign }: Faults = {}) {
  return createTurnSecrets({
    path: path(),
    credentialTtlSeconds: ttlSeconds,
    clock: { now: () => now },
    accept(secrets) {
      const fault = onAccept?.() ?? success(undefined);
      if (!fault.ok) return fault;
      accepted = secrets;
      look('coturn');
      return success(undefined);
    },
    sign(secret) {
      const fault = onSign?.() ?? success(undefined);
      if (!fault.ok) return fault;
      signing = secret;
      look('service');
      return success(undefined);
    },
  });
}

function look(who: string): void {
  if (signing !== '' && !accepted.includes(signing)) broken.push(who);
}

function settled(result: Result<unknown>): void {
  expect(result).toMatchObject({ ok: true });
  expect(broken).toEqual([]);
  expect(accepted[0]).toBe(signing);
}

test('the first is made, is long enough, is kept, and is for the owner alone', () => {
  settled(process().settle());
  expect(signing).toMatch(/^[A-Za-z0-9_-]{43}$/);
  const first = signing;
  settled(process().settle());
  expect([signing, accepted]).toEqual([first, [first]]);
  expect(statSync(path()).mode & 0o777).toBe(0o600);
});

test('a retired one is good until the last credential of it has ended, and then goes', () => {
  const secrets = process();
  secrets.settle();
  const old = signing;
  expect(secrets.rotate()).toEqual({
    ok: true,
    value: { retired: 1, retiredUntil: now + GOOD_FOR_MS, removed: 0 },
  });
  expect(signing).not.toBe(old);
  expect(accepted).toEqual([signing, old]);
  now += GOOD_FOR_MS - 1;
  settled(process().settle());
  expect(accepted).toEqual([signing, old]);
  now += 1;
  // As after a restart: nothing but the file tells when it is time.
  expect(process().settle()).toMatchObject({ value: { retired: 0, retiredUntil: null, removed: 1 } });
  expect(accepted).toEqual([signing]);
});

test('many rotations keep all whose credentials are about', () => {
  const secrets = process();
  secrets.settle();
  const all = [signing];
  for (let count = 0; count < 5; count += 1) {
    now += 1_000;
    settled(secrets.rotate());
    all.push(signing);
  }
  expect(new Set(accepted)).toEqual(new Set(all));
  now += GOOD_FOR_MS - 3_000;
  settled(secrets.settle());
  expect(accepted).toHaveLength(4);
});

test('credentials of a longer life that was set before are waited for', () => {
  process({ ttlSeconds: 3_600 }).settle();
  const shorter = process();
  expect(shorter.rotate()).toMatchObject({
    value: { retiredUntil: now + (3_600 + RETIREMENT_MARGIN_SECONDS) * 1_000 },
  });
  expect(shorter.rotate()).toMatchObject({ value: { retired: 2 } });
});

test('as long as coturn was not told, the service signs as before; the next look ends what was begun', () => {
  process().settle();
  const old = signing;
  expect(process({ onAccept: () => no }).rotate()).toEqual(no);
  expect([signing, accepted]).toEqual([old, [old]]);
  settled(process().settle());
  expect(signing).not.toBe(old);
  expect(accepted).toEqual([signing, old]);
});

test('killed before the service was told: its time runs only from when the service signs with the new one', () => {
  process().settle();
  const old = signing;
  const killed = process({
    onSign: () => {
      throw new Error('killed');
    },
  });
  expect(killed.rotate()).toMatchObject({ ok: false, problems: [{ code: 'kept-secrets' }] });
  expect(signing).toBe(old);
  expect(accepted).toContain(old);
  now += 10 * GOOD_FOR_MS;
  look('later');
  expect(process().settle()).toMatchObject({ value: { retired: 1, retiredUntil: now + GOOD_FOR_MS } });
  settled(process().settle());
  expect(accepted).toContain(old);
});

test('a rotation while the timer writes waits for it, so that the newest is what is published', () => {
  process().settle();
  let inside: Result<unknown> | undefined;
  const timer = process({
    onAccept() {
      // Another process that does not wait; this one would wait for itself.
      inside ??= createTurnSecrets({
        path: path(),
        credentialTtlSeconds: TTL_SECONDS,
        clock: { now: () => now },
        lockLimitMs: 0,
        accept: () => success(undefined),
        sign: () => success(undefined),
      }).rotate();
      return success(undefined);
    },
  });
  settled(timer.settle());
  expect(inside).toMatchObject({ ok: false, problems: [{ cause: expect.stringContaining('locked') }] });
});

test('a file that is no database is a problem with its path', () => {
  rmSync(directory, { recursive: true });
  expect(process().settle()).toMatchObject({
    ok: false,
    problems: [{ code: 'kept-secrets', cause: expect.stringContaining(path()) }],
  });
  directory = mkdtempSync(join(tmpdir(), 'burrow-secrets-'));
});
