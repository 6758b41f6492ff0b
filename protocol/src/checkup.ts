import * as z from 'zod/mini';
import { turnGrant } from './ice.ts';
import { createPassword } from './identifiers.ts';

/** In the address of a guest link behind `#`, and what its holder shows the server. */
export const guestToken = z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/));

/**
 * `POST /api/checkup`: credentials for whoever looks whether calls work from where they are, outside of any room.
 * `password`: where opening a room takes one. `guest`: of a guest link, which takes the place of the password.
 */
export const checkupRequest = z.strictObject({
  password: z.optional(createPassword),
  guest: z.optional(guestToken),
});

export type CheckupRequest = z.infer<typeof checkupRequest>;

/** More addresses of a relay than that are not told. */
export const MAX_RELAY_ADDRESSES = 8;

/**
 * Its answer; the other one is a `Refusal`. `server`: what the server knows of itself, see diagnosis/. `relayAddresses`: of
 * the relay's name, of both families.
 */
export const checkupAnswer = z.extend(turnGrant, {
  ok: z.literal(true),
  relayAddresses: z.optional(
    z.array(z.string().check(z.regex(/^[0-9a-fA-F.:]{2,45}$/))).check(z.maxLength(MAX_RELAY_ADDRESSES)),
  ),
  server: z.object({
    relay: z.string().check(z.maxLength(40)),
    certificateExpiresAt: z.nullable(z.iso.datetime()),
  }),
});

export type CheckupAnswer = z.infer<typeof checkupAnswer>;
