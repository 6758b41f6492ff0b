import * as z from 'zod/mini';
import {
  MAX_BUILD_CHARACTERS,
  MAX_CREATE_PASSWORD_CHARACTERS,
  MAX_KNOCK_CHARACTERS,
  MAX_PAYLOAD_CHARACTERS,
  MAX_RESUME_TOKEN_CHARACTERS,
} from './limits.ts';
import { BLIND_ID_BYTES, OWNER_KEY_BYTES, PEER_ID_BYTES, ROOM_BYTES, SESSION_BYTES } from './sizes.ts';

export const room = base64urlOf(ROOM_BYTES);
export const blindId = base64urlOf(BLIND_ID_BYTES);
export const session = base64urlOf(SESSION_BYTES);
export const ownerKey = base64urlOf(OWNER_KEY_BYTES);
export const peerId = base64urlOf(PEER_ID_BYTES);

export const resumeToken = z
  .string()
  .check(z.maxLength(MAX_RESUME_TOKEN_CHARACTERS), z.regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/));

export const createPassword = z.string().check(z.minLength(1), z.maxLength(MAX_CREATE_PASSWORD_CHARACTERS));

/** The message `too-large` is the refusal code that a longer payload is answered with. */
export const payload = z
  .string()
  .check(z.maxLength(MAX_PAYLOAD_CHARACTERS, 'too-large'), z.regex(/^[A-Za-z0-9_-]+$/));

/** Names a knock among those at one room's door. */
export const knockId = base64urlOf(PEER_ID_BYTES);

/** What a knock says, sealed for the owners. */
export const knockPayload = z
  .string()
  .check(z.maxLength(MAX_KNOCK_CHARACTERS, 'too-large'), z.regex(/^[A-Za-z0-9_-]+$/));

/** Tells one build of the page from another. */
export const build = z.string().check(z.maxLength(MAX_BUILD_CHARACTERS), z.regex(/^[A-Za-z0-9_-]+$/));

/** Unpadded base64url (RFC 4648 §5) of so many bytes. */
function base64urlOf(bytes: number) {
  return z.string().check(z.regex(new RegExp(`^[A-Za-z0-9_-]{${Math.ceil((bytes * 4) / 3)}}$`)));
}
