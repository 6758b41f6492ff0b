import * as z from 'zod/mini';
import { turnGrant } from './ice.ts';
import {
  blindId,
  build,
  createPassword,
  knockId,
  knockPayload,
  ownerKey,
  payload,
  peerId,
  resumeToken,
  room,
  session,
} from './identifiers.ts';
import { MAX_KNOCKS_PER_ROOM, MAX_ROOM_CAPACITY } from './limits.ts';
import { linkReport } from './link-report.ts';
import { accept, type RefusalCode, type Result, refusal, refuse } from './refusals.ts';
import { PROTOCOL_VERSION } from './version.ts';

/** Proof that the sender opened the room: the server recomputes the room from it (docs/protocol.md, "The room secret"). */
export const ownerProof = z.object({ key: ownerKey, blindId });

/** Everything a client may say, each with its parser. An event that is not in this table does not exist. */
export const clientEvents = {
  'room:join': z.object({
    version: z.literal(PROTOCOL_VERSION, 'version'),
    room,
    session,
    resume: z.optional(resumeToken),
    owner: z.optional(ownerProof),
    /** Opens the room where it is not there yet and the server asks for one. */
    password: z.optional(createPassword),
  }),
  'room:leave': z.object({}),
  'room:lock': z.object({ locked: z.boolean() }),
  'room:remove': z.object({ peer: peerId }),
  'room:hand-over': z.object({ peer: peerId }),
  'room:own': z.object({ owner: ownerProof }),
  'room:end': z.object({}),
  'room:knock': z.object({
    version: z.literal(PROTOCOL_VERSION, 'version'),
    room,
    session,
    payload: knockPayload,
  }),
  'knock:answer': z.object({ knock: knockId, admit: z.boolean() }),
  'ice:refresh': z.object({}),
  'link:report': linkReport,
  signal: z.object({ to: peerId, payload }),
} as const;

export type ClientEventName = keyof typeof clientEvents;
export type ClientEvent<Name extends ClientEventName> = z.infer<(typeof clientEvents)[Name]>;
export type OwnerProof = z.infer<typeof ownerProof>;

/** Somebody at the door of a locked room, as its owners are told of them. */
export const knock = z.object({ id: knockId, session, payload: knockPayload });

export type Knock = z.infer<typeof knock>;

export const joinGrant = z.extend(turnGrant, {
  ok: z.literal(true),
  self: peerId,
  resume: resumeToken,
  owner: z.boolean(),
  locked: z.boolean(),
  /** The server has just started: who is not listed may still come back. */
  restoring: z.boolean(),
  capacity: z.number().check(z.int(), z.minimum(1), z.maximum(MAX_ROOM_CAPACITY)),
  peers: z.array(z.object({ id: peerId, session, away: z.boolean() })).check(z.maxLength(MAX_ROOM_CAPACITY)),
  /** For owners: who waits at the door. */
  knocks: z.optional(z.array(knock).check(z.maxLength(MAX_KNOCKS_PER_ROOM))),
  /** The build of the page that the server gives out now, where it knows. */
  build: z.optional(build),
  /** Whether the server takes `POST /api/reports` and `link:report`. */
  reports: z.optional(z.boolean()),
});

export type JoinGrant = z.infer<typeof joinGrant>;

/** The answer to each event that has one. */
export const clientEventAnswers = {
  'room:join': z.union([joinGrant, refusal]),
  'room:leave': z.union([z.object({ ok: z.literal(true) }), refusal]),
  'room:lock': z.union([z.object({ ok: z.literal(true) }), refusal]),
  'room:remove': z.union([z.object({ ok: z.literal(true) }), refusal]),
  'room:hand-over': z.union([z.object({ ok: z.literal(true) }), refusal]),
  'room:own': z.union([z.object({ ok: z.literal(true), resume: resumeToken }), refusal]),
  'room:end': z.union([z.object({ ok: z.literal(true) }), refusal]),
  'room:knock': z.union([z.object({ ok: z.literal(true), heard: z.boolean() }), refusal]),
  'knock:answer': z.union([z.object({ ok: z.literal(true) }), refusal]),
  'ice:refresh': z.union([z.extend(turnGrant, { ok: z.literal(true) }), refusal]),
  'link:report': z.union([z.object({ ok: z.literal(true) }), refusal]),
} as const satisfies Record<Exclude<ClientEventName, 'signal'>, z.ZodMiniType>;

export type AnsweredEventName = keyof typeof clientEventAnswers;
export type ClientEventAnswer<Name extends AnsweredEventName> = z.infer<(typeof clientEventAnswers)[Name]>;

/** For socket.io's type parameters: the shape of what arrives is not trusted before it is parsed. */
export type ClientToServerEvents = {
  [Name in ClientEventName]: Name extends AnsweredEventName
    ? (data: ClientEvent<Name>, answer: (result: ClientEventAnswer<Name>) => void) => void
    : (data: ClientEvent<Name>) => void;
};

/** Refuses with `version`, `too-large` or `bad-request`, in this order of precedence. */
export function parseClientEvent<Name extends ClientEventName>(
  name: Name,
  data: unknown,
): Result<ClientEvent<Name>> {
  const parsed = clientEvents[name].safeParse(data);
  if (parsed.success) return accept(parsed.data as ClientEvent<Name>);
  const messages = new Set(parsed.error.issues.map((issue) => issue.message));
  const code = PRECEDENCE.find((candidate) => messages.has(candidate)) ?? 'bad-request';
  return refuse(code);
}

const PRECEDENCE: readonly RefusalCode[] = ['version', 'too-large'];
