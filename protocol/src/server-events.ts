import * as z from 'zod/mini';
import { knock } from './client-events.ts';
import { knockId, payload, peerId, resumeToken, session } from './identifiers.ts';
import { refusalCode } from './refusals.ts';

/** Everything the server may say without being asked, each with its parser: to a client the server is hostile too. */
export const serverEvents = {
  'peer:joined': z.object({ id: peerId, session }),
  'peer:left': z.object({ id: peerId, reason: z.enum(['left', 'expired', 'removed']) }),
  'peer:away': z.object({ id: peerId }),
  'peer:back': z.object({ id: peerId, session }),
  signal: z.object({ from: peerId, payload }),
  'signal:refused': z.object({ to: z.optional(peerId), code: refusalCode }),
  'room:changed': z.object({ locked: z.boolean() }),
  /** The other side of `room:hand-over`: the heir has proved to hold the key. */
  'room:handed-over': z.object({ to: peerId, resume: resumeToken }),
  'room:closed': z.object({ reason: z.enum(['ended', 'replaced', 'removed']) }),
  'knock:arrived': knock,
  'knock:gone': z.object({ id: knockId }),
  'knock:heard': z.object({ heard: z.boolean() }),
  'knock:answered': z.object({ answer: z.enum(['admitted', 'declined', 'expired', 'opened', 'ended']) }),
} as const;

export type ServerEventName = keyof typeof serverEvents;
export type ServerEvent<Name extends ServerEventName> = z.infer<(typeof serverEvents)[Name]>;

export type ServerToClientEvents = {
  [Name in ServerEventName]: (data: ServerEvent<Name>) => void;
};

/** Null for anything that is not the event it claims to be. */
export function parseServerEvent<Name extends ServerEventName>(
  name: Name,
  data: unknown,
): ServerEvent<Name> | null {
  const parsed = serverEvents[name].safeParse(data);
  return parsed.success ? (parsed.data as ServerEvent<Name>) : null;
}
