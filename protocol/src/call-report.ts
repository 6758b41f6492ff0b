import * as z from 'zod/mini';
import { MEDIA_PATHS } from './media-paths.ts';

/** Why 100: a quarter of an hour of a call that heals all the time, and the largest report fits its bytes. */
export const MAX_REPORT_EVENTS = 100;
export const MAX_REPORT_BYTES = 16_384;
export const MAX_COMMENT_CHARACTERS = 500;

const MAX_PEERS = 999;
const MAX_ROWS = 16;
const MAX_COUNT = 100_000;
const WEEK_MS = 604_800_000;

const milliseconds = z.number().check(z.int(), z.nonnegative(), z.maximum(WEEK_MS));
const count = z.number().check(z.int(), z.nonnegative(), z.maximum(MAX_COUNT));
/** People in the order in which they were met, from 1: nothing that says who they are. */
const peer = z.number().check(z.int(), z.positive(), z.maximum(MAX_PEERS));
const candidateType = z.enum(['host', 'srflx', 'prflx', 'relay', 'other']);
const transport = z.enum(['udp', 'tcp', 'other']);
const loss = z.nullable(z.number().check(z.nonnegative(), z.maximum(1)));
const bitsPerSecond = z.nullable(z.number().check(z.nonnegative(), z.maximum(1e12)));

/** A change of the state of the connection to somebody. */
const reportEvent = z.strictObject({
  /** Since the page joined. */
  atMs: milliseconds,
  peer,
  status: z.enum(['connecting', 'connected', 'recovering', 'failed', 'gone']),
  step: z.nullable(z.enum(['check', 'ice-restart', 'relay-only', 'rebuild'])),
  path: z.nullable(z.enum(MEDIA_PATHS)),
});

/** The selected pair and how it fared, as it was last seen. */
const reportedPair = z.strictObject({
  peer,
  local: candidateType,
  remote: candidateType,
  /** By which the own relay is reached; null without one. */
  relayProtocol: z.nullable(z.enum(['udp', 'tcp', 'tls', 'other'])),
  roundTripMs: z.nullable(z.number().check(z.nonnegative(), z.maximum(WEEK_MS))),
  sendingBitsPerSecond: bitsPerSecond,
  receivingBitsPerSecond: bitsPerSecond,
  sendingLoss: loss,
  receivingLoss: loss,
});

/**
 * How the connections of one page in one call fared, for whoever runs the server. Every field is a number or one of a few
 * words, but for the comment, which a person has typed: there is no place for an address, a name, a room or a key.
 */
export const callReport = z.strictObject({
  version: z.literal(1),
  /** `link-given-up`: sent by the page itself when it gave a connection up. `person`: somebody wanted to. */
  reason: z.enum(['link-given-up', 'person']),
  /** How long ago the page joined. */
  afterMs: milliseconds,
  /** Of the page; null where it does not know. */
  build: z.nullable(z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/))),
  browser: z.strictObject({
    family: z.enum(['chromium', 'firefox', 'safari', 'other']),
    majorVersion: z.nullable(z.number().check(z.int(), z.positive(), z.maximum(9_999))),
  }),
  verdict: z.enum(['nobody-met', 'never-connected', 'lost', 'recovered', 'connected']),
  cause: z.nullable(z.enum(['no-candidates', 'relay-refused', 'relay-silent', 'no-pair'])),
  /** The newest; `dropped` older ones are left out. */
  timeline: z.array(reportEvent).check(z.maxLength(MAX_REPORT_EVENTS)),
  dropped: count,
  /** How many were gathered. */
  candidates: z
    .array(z.strictObject({ type: candidateType, protocol: transport, count }))
    .check(z.maxLength(MAX_ROWS)),
  /** RFC 8489 §14.8, or 701 for a server that does not answer. */
  candidateErrors: z
    .array(
      z.strictObject({
        server: z.enum(['stun', 'turn-udp', 'turn-tcp', 'turn-tls', 'other']),
        code: z.number().check(z.int(), z.nonnegative(), z.maximum(999)),
        count,
      }),
    )
    .check(z.maxLength(MAX_ROWS)),
  pairs: z.array(reportedPair).check(z.maxLength(MAX_ROWS)),
  comment: z.optional(z.string().check(z.maxLength(MAX_COMMENT_CHARACTERS))),
});

export type CallReport = z.infer<typeof callReport>;
export type ReportEvent = CallReport['timeline'][number];
export type ReportedPair = CallReport['pairs'][number];
