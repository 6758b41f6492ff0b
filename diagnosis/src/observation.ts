import * as z from 'zod/mini';

/** Longer than anything here takes. */
const MAX_MILLISECONDS = 600_000;
const MAX_SERVERS = 24;
const MAX_COUNT = 1_000_000;

const milliseconds = z.number().check(z.nonnegative(), z.maximum(MAX_MILLISECONDS));
const count = z.number().check(z.int(), z.nonnegative(), z.maximum(MAX_COUNT));

/** What became of the request for an allocation (RFC 8656 §7). */
const allocation = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('allocated'), afterMs: milliseconds }),
  /** The server said no. `code`: of its STUN error response (RFC 8656 §18.3, §19; RFC 8489 §14.8). */
  z.object({
    outcome: z.literal('refused'),
    code: z.number().check(z.int(), z.minimum(300), z.maximum(699)),
  }),
  /** Nothing came back, or the connection broke: a browser does not tell one from the other (701). */
  z.object({ outcome: z.literal('no-answer') }),
  /** Its certificate is not one to be trusted. Browsers do not tell this from no answer; programs do. */
  z.object({ outcome: z.literal('bad-certificate') }),
  /** Not waited for: the look ended before. */
  z.object({ outcome: z.literal('unfinished') }),
]);

/** Messages sent through the relay and back out of it. None received means that the relay is of no use, whatever it says. */
const relayed = z.object({
  sent: count,
  received: count,
  /** Of the median message, there and back; null when none came. */
  roundTripMs: z.nullable(milliseconds),
  /** Of what was carried at full rate; null when that was not measured. */
  bitsPerSecond: z.nullable(z.number().check(z.nonnegative())),
});

/** What one URL of a TURN server turned out to be worth. */
const turnObservation = z.object({
  /** `turn:` or `turns:` (RFC 7065), without anything secret. */
  url: z.string().check(z.regex(/^turns?:[^\s@]{1,255}$/)),
  /** Over which the server was reached; null where that is not known. */
  family: z.nullable(z.enum(['ipv4', 'ipv6'])),
  allocation,
  /** Null: not tried. */
  relayed: z.nullable(relayed),
});

/** How the NAT in front maps one socket to its outside (RFC 4787 §4.1), as far as two ports of one server can tell. */
const natMapping = z.enum(['none', 'same-for-all-ports', 'one-per-port', 'unknown']);

/** Why the server's own relay does not relay, as the server itself finds out all the time. */
export const RELAY_FAULTS = [
  'timeout',
  'unauthorized',
  'forbidden',
  'quota',
  'capacity',
  'no-bytes',
  'name',
  'certificate',
  'other',
] as const;

/** What the server knows of itself at the moment of the look. */
const serverObservation = z.object({
  relay: z.enum(['ok', 'unknown', ...RELAY_FAULTS]),
  /** Of the page's certificate, ISO 8601; null where the server does not know it. */
  certificateExpiresAt: z.nullable(z.iso.datetime()),
});

/**
 * What one look at a deployment from one place found: plain facts, no judgement, nothing private (no addresses, names,
 * credentials, SDP). What it means is said by `diagnose`.
 */
export const observation = z.object({
  /** Whether the network answers at all: the page's own server by HTTPS. */
  page: z.enum(['answers', 'silent']),
  /** The line that signaling goes by; null: not tried. */
  webSocket: z.nullable(z.enum(['open', 'failed'])),
  /** Whether credentials could be had: a refusal's code (`#protocol`), or null for yes. */
  credentialsRefused: z.nullable(z.string().check(z.maxLength(40))),
  turn: z.array(turnObservation).check(z.maxLength(MAX_SERVERS)),
  /** Whether any UDP packet came back from outside: a server-reflexive candidate was found. Null: not looked for. */
  reflexive: z.nullable(z.boolean()),
  natMapping,
  server: z.nullable(serverObservation),
});

export type Observation = z.infer<typeof observation>;
export type TurnObservation = z.infer<typeof turnObservation>;
export type RelayFault = (typeof RELAY_FAULTS)[number];
