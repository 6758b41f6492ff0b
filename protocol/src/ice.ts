import * as z from 'zod/mini';
import { MAX_ICE_SERVERS } from './limits.ts';

/** One entry of RTCConfiguration.iceServers (W3C webrtc-pc §4.2.4) with the credentials of a TURN server. */
export const iceServer = z.object({
  urls: z.array(z.string().check(z.regex(/^(stun|turns?):\S{1,255}$/))).check(z.minLength(1), z.maxLength(8)),
  username: z.string().check(z.maxLength(128)),
  credential: z.string().check(z.maxLength(128)),
});

export type IceServer = z.infer<typeof iceServer>;

/**
 * TURN credentials with their life. `ttlSeconds` is for the client's own clock, which may be wrong;
 * `expiresAt` (ISO 8601) is the server's.
 */
export const turnGrant = z.object({
  iceServers: z.array(iceServer).check(z.maxLength(MAX_ICE_SERVERS)),
  ttlSeconds: z.number().check(z.positive()),
  expiresAt: z.iso.datetime(),
});

export type TurnGrant = z.infer<typeof turnGrant>;
