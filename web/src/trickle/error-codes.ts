/** Error codes of STUN (RFC 8489 §14.8), TURN (RFC 8656 §19, RFC 6062 §6.3), ICE (RFC 8445 §16.1) and, above 700, of browsers (W3C webrtc-pc §4.8.4). */
export const KNOWN_ERROR_CODES = [
  300, 400, 401, 403, 420, 437, 438, 440, 441, 442, 443, 446, 447, 486, 487, 500, 508, 600, 701,
] as const;

export type KnownErrorCode = (typeof KNOWN_ERROR_CODES)[number];

export function knownErrorCode(code: number): KnownErrorCode | null {
  return KNOWN_ERROR_CODES.find((known) => known === code) ?? null;
}
