import * as z from 'zod/mini';
import { MAX_RELAY_ADDRESSES } from './checkup.ts';

/** More of anything in a list than this is left out by who writes it, and a mistake to who reads it. */
export const MAX_STATUS_ROWS = 32;

const line = z.string().check(z.maxLength(1_000));
const version = z.nullable(z.string().check(z.regex(/^[\w.+-]{1,60}$/)));

/** What is wrong or doubtful: a stable code, what was expected and what was found, what to do. */
const statedProblem = z.strictObject({
  code: z.string().check(z.regex(/^[\w-]{1,60}$/)),
  cause: line,
  cure: line,
});

/**
 * Of the page. `trusted`: of a public authority. `own`: the operator's files. `fallback`: what stands in for one that
 * cannot be had. `internal`: of this deployment's own authority. `none`: not made yet. `proxy`: another web server's affair.
 */
const pageCertificate = z.strictObject({
  kind: z.enum(['trusted', 'own', 'fallback', 'internal', 'none', 'proxy']),
  names: z.array(z.string().check(z.maxLength(253))).check(z.maxLength(MAX_STATUS_ROWS)),
  expiresAt: z.nullable(z.iso.datetime()),
});

/** Whom the keeper asked for the address of this host, and what it heard. */
const addressFinding = z.strictObject({
  asked: line,
  addresses: z.array(line).check(z.maxLength(MAX_STATUS_ROWS)),
  /** Why it gave no answer; null: it gave one. */
  failure: z.nullable(line),
});

const hostAddresses = z.strictObject({
  mode: z.enum(['public', 'lan']),
  /** As the world calls this host: what is used, in one sentence or two with its source. */
  decided: z.array(line).check(z.maxLength(4)),
  found: z.array(addressFinding).check(z.maxLength(MAX_STATUS_ROWS)),
  /** Of the page's name by DNS, of both families; empty: it has none, or is an address itself. */
  ofName: z.array(z.string().check(z.maxLength(45))).check(z.maxLength(MAX_RELAY_ADDRESSES)),
});

/**
 * What the keeper of a bundle knows and the service cannot see: the keeper writes it into a file for the service, which
 * shows it to its operator. Addresses in it are those of this host.
 */
export const keeperReport = z.strictObject({
  /** The minute in which it was last written. */
  aliveAt: z.iso.datetime(),
  problems: z.array(statedProblem).check(z.maxLength(MAX_STATUS_ROWS)),
  /** Null: while the problems last nothing could be written for the other parts. */
  host: z.nullable(
    z.strictObject({
      url: line,
      certificate: pageCertificate,
      addresses: hostAddresses,
      /** To be open in every firewall in front. */
      ports: z
        .array(z.strictObject({ port: line, protocols: z.array(z.enum(['tcp', 'udp'])), use: line }))
        .check(z.maxLength(MAX_STATUS_ROWS)),
    }),
  ),
  /** Null: it was not asked. */
  edge: z.nullable(z.strictObject({ answers: z.boolean(), version })),
  /** Of the images that this was built from; null where their names do not say. */
  versions: z.strictObject({ caddy: version, coturn: version }),
});

export type KeeperReport = z.infer<typeof keeperReport>;
export type HostReport = NonNullable<KeeperReport['host']>;
