/** Grows when an old page could not talk to a new server; see docs/protocol.md, "Versions". */
export const PROTOCOL_VERSION = 1;
