import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { RESUME_TOKEN_TTL_SECONDS } from '#protocol';

export interface ResumeClaims {
  readonly id: string;
  /** Grows with each token that was used. */
  readonly generation: number;
  readonly owner: boolean;
  /** Milliseconds since the Unix epoch. */
  readonly issuedAtMs: number;
}

export interface ResumeTokens {
  issue(room: string, claims: ResumeClaims): string;
  /** The claims of a token that this key signed for this room and that is not older than a day; otherwise null. */
  verify(room: string, token: string): ResumeClaims | null;
}

/**
 * The room is signed but not contained: a token that leaked does not tell where it is good,
 * and who does not know the room cannot use it.
 */
export function createResumeTokens(key: string, now: () => number): ResumeTokens {
  const sign = (room: string, body: string) =>
    createHmac('sha256', key).update(`burrow resume 1|${room}|${body}`).digest();
  return {
    issue(room, claims) {
      const body = Buffer.from(JSON.stringify(claims)).toString('base64url');
      return `${body}.${sign(room, body).toString('base64url')}`;
    },
    verify(room, token) {
      const [body = '', signature = ''] = token.split('.');
      const expected = sign(room, body);
      const given = Buffer.from(signature, 'base64url');
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
      const claims = resumeClaims.parse(JSON.parse(Buffer.from(body, 'base64url').toString()));
      const ageMs = now() - claims.issuedAtMs;
      return ageMs <= RESUME_TOKEN_TTL_SECONDS * 1000 ? claims : null;
    },
  };
}

/** What we signed has this shape; anything else is our own mistake and throws. */
const resumeClaims = z.object({
  id: z.string(),
  generation: z.number().int(),
  owner: z.boolean(),
  issuedAtMs: z.number(),
});
