/** What either side may send and hold. Times in seconds, sizes in bytes or characters as named. */

/** A larger WebSocket message closes the connection. */
export const MAX_FRAME_BYTES = 131_072;

/**
 * Why 64 Ki: an offer with audio, video and a screen is about 10 KB; eight times that after sealing and
 * base64url leaves room for codecs to come, and still fits a frame twice.
 */
export const MAX_PAYLOAD_CHARACTERS = 65_536;

/** A seat outlives its connection by this long, and a new server takes up its predecessor's seats for as long. */
export const SEAT_HOLD_SECONDS = 45;

/** Why a day: longer than any call is healthy, short enough that a token found on an old disk is worthless. */
export const RESUME_TOKEN_TTL_SECONDS = 86_400;

/** Longest resume token either side will look at. */
export const MAX_RESUME_TOKEN_CHARACTERS = 512;

/** Longest password with which rooms are opened. */
export const MAX_CREATE_PASSWORD_CHARACTERS = 256;

/** More than this cannot be held together by a mesh of peer connections. */
export const MAX_ROOM_CAPACITY = 16;

/** Longest sealed knock. Why 1,024: a name of 64 characters of four bytes each, sealed and in base64url, twice over. */
export const MAX_KNOCK_CHARACTERS = 1_024;

/** How many may wait at one locked room: more than an owner would look through. */
export const MAX_KNOCKS_PER_ROOM = 16;

/** Why five minutes: as long as people wait in front of a door before they call somebody. */
export const KNOCK_HOLD_SECONDS = 300;

/** How long who was admitted may take to come in. */
export const ADMISSION_SECONDS = 60;

/** Longest name of a build of the page. */
export const MAX_BUILD_CHARACTERS = 64;

/** Bounds what a hostile server can make a page hold. */
export const MAX_ICE_SERVERS = 16;

/** Why a million: a link that is built anew every second for a week stays below it. */
export const MAX_LINK_EPOCH = 1_000_000;

/** Why 64: several interfaces times several TURN URLs still fit, and the signal stays far below a payload's limit. */
export const MAX_CANDIDATES_PER_SIGNAL = 64;
