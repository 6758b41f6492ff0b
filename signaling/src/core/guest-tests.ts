import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { observation } from '#diagnosis';
import type { Clock } from './clock.ts';
import type { KeptRecords } from './kept-records.ts';

/** The latest time that a Date can hold. */
const LAST_TIME_MS = 8.64e15;

/** What somebody who got a guest link found out by it. */
export const guestFindings = z.strictObject({
  observation,
  browser: z.enum(['chromium', 'firefox', 'safari', 'other']),
  /** By the clock of their device, in milliseconds since the Unix epoch. */
  sentAtMs: z.optional(z.number().check(z.int(), z.nonnegative(), z.maximum(LAST_TIME_MS))),
});

/** What is kept of one guest link; not the token itself, which opens it. Times in milliseconds since the Unix epoch. */
export const guestTest = z.strictObject({
  /** What the operator calls it; null: nothing. */
  label: z.nullable(z.string().check(z.maxLength(60))),
  createdAtMs: z.number(),
  expiresAtMs: z.number(),
  result: z.nullable(
    z.extend(z.omit(guestFindings, { sentAtMs: true }), {
      receivedAtMs: z.number(),
      /** How far the clock of their device is ahead of this one. */
      clockAheadSeconds: z.optional(z.number()),
    }),
  ),
});

export type GuestFindings = z.infer<typeof guestFindings>;
export type GuestTest = z.infer<typeof guestTest>;

/** Links by which people who are to be called later try whether calls work from where they are. */
export interface GuestTests {
  create(label: string | null): { readonly token: string; readonly expiresAtMs: number };
  /** Whether the token is one of a link that is still good. */
  isOpen(token: string): boolean;
  /** Takes what was found, in the place of what the same link has told before; false when the link is not good. */
  report(token: string, findings: GuestFindings): boolean;
  list(): readonly GuestTest[];
}

export interface GuestTestsOptions {
  readonly records: KeptRecords<GuestTest>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Why 100: more results than an operator looks through, and at most 3 MB. */
export const MOST_GUEST_TESTS = 100;

const TOKEN_BYTES = 16;
const LINK_LIFE_MS = 24 * 3_600_000;
const RESULT_LIFE_MS = 7 * 24 * 3_600_000;

export function guestTestKeptUntil({ expiresAtMs, result }: GuestTest): number {
  return result === null ? expiresAtMs : result.receivedAtMs + RESULT_LIFE_MS;
}

export function createGuestTests({ records, clock }: GuestTestsOptions): GuestTests {
  function open(token: string): GuestTest | null {
    const test = records.get(nameOf(token));
    return test !== null && test.expiresAtMs > clock.now() ? test : null;
  }

  return {
    create(label) {
      const token = randomBytes(TOKEN_BYTES).toString('base64url');
      const createdAtMs = clock.now();
      const expiresAtMs = createdAtMs + LINK_LIFE_MS;
      records.put(nameOf(token), { label, createdAtMs, expiresAtMs, result: null });
      return { token, expiresAtMs };
    },
    isOpen: (token) => open(token) !== null,
    report(token, { sentAtMs, ...findings }) {
      const test = open(token);
      if (test === null) return false;
      const receivedAtMs = clock.now();
      const clocks =
        sentAtMs === undefined ? {} : { clockAheadSeconds: secondsApart(sentAtMs, receivedAtMs) };
      records.put(nameOf(token), { ...test, result: { ...findings, receivedAtMs, ...clocks } });
      return true;
    },
    list: () => records.all(),
  };
}

function secondsApart(one: number, other: number): number {
  return Math.round((one - other) / 1_000);
}

/** Looked up by its digest: neither the time that it takes nor a stolen file tells a token. */
function nameOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
