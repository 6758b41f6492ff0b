import * as z from 'zod/mini';
import { keeperReport } from './keeper-report.ts';
import type { MediaPath } from './media-paths.ts';

const count = z.number().check(z.int(), z.nonnegative());
const time = z.iso.datetime();

/** One URL of a TURN server, as the service itself finds it. */
const relay = z.object({
  url: z.string().check(z.maxLength(300)),
  /** `ok`, `unknown`, or a fault; the words of `/readyz`. */
  status: z.string().check(z.maxLength(40)),
  roundTripMs: z.nullable(z.number()),
  probedAt: z.nullable(time),
  /** Whether pages are given it. */
  isHandedOut: z.boolean(),
});

/** What the service logged at `warn` or above; the same again is counted. */
const loggedProblem = z.object({
  level: z.enum(['warn', 'error']),
  /** Null where the line had none. */
  code: z.nullable(z.string()),
  text: z.string(),
  /** Null where the line said none. */
  cure: z.nullable(z.string()),
  count,
  firstAt: time,
  lastAt: time,
});

/**
 * What the keeper told, if there is one. `none`: Burrow runs without one. `silent`: its file is not there. `unreadable`: the
 * file is of another version, or broken.
 */
const keeper = z.discriminatedUnion('state', [
  z.object({ state: z.literal('told'), report: keeperReport }),
  z.object({ state: z.enum(['none', 'silent', 'unreadable']) }),
]);

/** How many links were made by each way; an object, because a record would be more script for every page. */
const paths = z.object({
  direct: count,
  'relay-udp': count,
  'relay-tcp': count,
  'relay-tls': count,
} satisfies Record<MediaPath, typeof count>);

/** How many of something are kept for the operator, and when the newest came; null: none has. */
const kept = z.object({ count, newestAt: z.nullable(time) });

/**
 * `GET /api/status`: all that the service knows of this deployment, for its operator. Counts, states, times, versions, and
 * the addresses of the deployment itself; nothing of people, rooms or calls but how many there are.
 */
export const serviceStatus = z.object({
  ok: z.literal(true),
  /** When this was put together, by the service's clock: what else is a time is to be compared with it. */
  at: time,
  startedAt: time,
  readiness: z.enum(['starting', 'ready', 'draining']),
  /** `page`: the build that the service gives out. */
  versions: z.object({ burrow: z.string(), node: z.string(), page: z.nullable(z.string()) }),
  relays: z.array(relay),
  /** When a request last came through the proxy in front; null: none has. */
  proxiedAt: z.nullable(time),
  /** Of the page; null where the service does not know. */
  certificateExpiresAt: z.nullable(time),
  rooms: z.object({ open: count, people: count, waiting: count }),
  paths,
  problems: z.array(loggedProblem),
  /** Of the results; `links`: all that are kept, used or not. */
  guestTests: z.extend(kept, { links: count }),
  reports: kept,
  keeper,
});

export type ServiceStatus = z.infer<typeof serviceStatus>;
export type RelayView = ServiceStatus['relays'][number];
export type LoggedProblem = ServiceStatus['problems'][number];
