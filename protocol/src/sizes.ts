/** Sizes in bytes of what the protocol writes in base64url; docs/protocol.md, "Nouns" and "The room secret". */
export const ROOM_BYTES = 32;
export const BLIND_ID_BYTES = 32;
export const SESSION_BYTES = 16;
export const OWNER_KEY_BYTES = 16;
export const OWNER_TAG_BYTES = 16;
export const PEER_ID_BYTES = 12;
