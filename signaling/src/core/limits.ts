/** What one address or one connection may do. Judgements: generous for a family behind one NAT, tight for a script. */
export const LIMITS = {
  /** Why 300 in 5 s: joining a room of eight sends about 7 × 12 sealed messages at once. */
  eventsPerConnection: { points: 300, durationSeconds: 5 },
  /** A connection that goes on at this multiple of its limit is closed. */
  floodFactor: 4,
  socketsPerAddress: 64,
  /** Why 2 MiB: what a page that reads at all leaves unread is a few signals; one that does not read shall not fill us. */
  unreadBytesPerConnection: 2_097_152,
  handshakesPerAddress: { points: 120, durationSeconds: 60 },
  joinsPerAddress: { points: 120, durationSeconds: 60 },
  wrongApiKeysPerAddress: { points: 10, durationSeconds: 60 },
  wrongPasswordsPerAddress: { points: 10, durationSeconds: 60 },
  guestResultsPerAddress: { points: 30, durationSeconds: 3_600 },
  /** Why 6: one that the page sends and some by people, of a household. */
  reportsPerAddress: { points: 6, durationSeconds: 3_600 },
  reportsInAll: { points: 60, durationSeconds: 3_600 },
  /** Why 120: a household of eight, each of whom meets the others, twice. */
  linkReportsPerAddress: { points: 120, durationSeconds: 60 },
  knocksPerAddress: { points: 12, durationSeconds: 60 },
  /** How many of one address may wait at locked rooms: a household, not a crowd that hides somebody. */
  waitingPerAddress: 4,
  rooms: 10_000,
} as const;
