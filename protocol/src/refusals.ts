import * as z from 'zod/mini';

/** Every reason for which the server says no, with its words for people. Codes are stable; texts may change. */
export const REFUSALS = {
  'bad-request': 'The request does not have the expected form.',
  version: 'This page is older or newer than the server. Reload it.',
  full: 'The room is full.',
  locked: 'The room is locked.',
  expired: 'This seat or link is no longer good. Join again, or ask for another link.',
  'not-locked': 'The room is not locked. Join it.',
  'not-in-room': 'Join a room first.',
  'not-owner': 'Only the owner of the room may do this.',
  'password-needed': 'The room is not open yet, and opening one takes the password of this server.',
  'wrong-password': 'That is not the password of this server.',
  'unknown-peer': 'There is no such person in this room.',
  away: 'That person is not connected at the moment.',
  'too-large': 'The message is too large.',
  'rate-limited': 'Too many requests. Wait a moment.',
  unavailable: 'The server cannot take this now. Try again soon.',
} as const;

export type RefusalCode = keyof typeof REFUSALS;

export interface Refusal {
  readonly ok: false;
  readonly code: RefusalCode;
  readonly text: string;
  /** Present where it is known when trying again makes sense. */
  readonly retryAfterSeconds?: number | undefined;
}

export type Result<T> = { readonly ok: true; readonly value: T } | Refusal;

export function refuse(code: RefusalCode, retryAfterSeconds?: number): Refusal {
  const refusal = { ok: false, code, text: REFUSALS[code] } as const;
  return retryAfterSeconds === undefined ? refusal : { ...refusal, retryAfterSeconds };
}

export function accept<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export const refusalCode = z.enum(Object.keys(REFUSALS) as [RefusalCode, ...RefusalCode[]]);

export const refusal = z.object({
  ok: z.literal(false),
  code: refusalCode,
  text: z.string(),
  retryAfterSeconds: z.optional(z.number()),
});
