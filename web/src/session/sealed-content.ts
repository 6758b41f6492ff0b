import * as z from 'zod/mini';
import { MAX_CANDIDATES_PER_SIGNAL, MAX_LINK_EPOCH } from '#protocol';
import { MAX_HAND, MAX_NAME_CHARACTERS, MAX_SHOWN_LINES, MEDIA_PATHS } from './view.ts';

/** Why: sealed (25 bytes more) and in base64url (a third more) ASCII of this length still fits a payload. */
const MAX_CONTENT_CHARACTERS = 49_000;
const MAX_SDP_CHARACTERS = 40_000;

const epoch = z.number().check(z.int(), z.minimum(1), z.maximum(MAX_LINK_EPOCH));
const exchange = z.number().check(z.int(), z.minimum(0), z.maximum(MAX_LINK_EPOCH));

const candidate = z.object({
  candidate: z.optional(z.string().check(z.maxLength(1_024))),
  sdpMid: z.optional(z.nullable(z.string().check(z.maxLength(64)))),
  sdpMLineIndex: z.optional(z.nullable(z.number().check(z.int(), z.minimum(0), z.maximum(256)))),
  usernameFragment: z.optional(z.nullable(z.string().check(z.maxLength(256)))),
});

/** What a page tells of its person: their state as a whole, so that whoever gets the last of them knows all. */
export const profile = z.object({
  type: z.literal('profile'),
  /** Counts the states that this page load has told: two ways lead to a peer, and the newest counts. */
  revision: z.number().check(z.int(), z.minimum(1), z.maximum(Number.MAX_SAFE_INTEGER)),
  name: z.string().check(z.maxLength(MAX_NAME_CHARACTERS)),
  microphone: z.boolean(),
  camera: z.boolean(),
  screen: z.boolean(),
  hand: z.nullable(z.number().check(z.int(), z.minimum(1), z.maximum(MAX_HAND))),
  /** To the one who is told this no picture is sent, though there is one: the network is too slow. Absent: false. */
  videoPaused: z.optional(z.boolean()),
  /** How high, in pixels of the screen, the camera of the one who is told this is shown. Absent: not known yet. */
  shownLines: z.optional(z.number().check(z.int(), z.minimum(1), z.maximum(MAX_SHOWN_LINES))),
});

/** What goes from page to page inside a sealed payload. Its sender is a member of the room, who may be hostile. */
const sealedContent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('description'),
    epoch,
    exchange,
    description: z.object({
      type: z.enum(['offer', 'answer']),
      sdp: z.string().check(z.maxLength(MAX_SDP_CHARACTERS)),
    }),
  }),
  z.object({
    type: z.literal('candidates'),
    epoch,
    candidates: z.readonly(z.array(candidate).check(z.maxLength(MAX_CANDIDATES_PER_SIGNAL))),
  }),
  z.object({ type: z.literal('rebuild'), epoch }),
  z.object({ type: z.literal('path'), epoch, path: z.enum(MEDIA_PATHS) }),
  profile,
  /** The key of the room, from the owner who hands it over. */
  z.object({ type: z.literal('ownership'), key: z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/)) }),
]);

export type SealedContent = z.infer<typeof sealedContent>;
export type LinkContent = Exclude<SealedContent, { type: 'profile' | 'ownership' }>;
export type Profile = Omit<Extract<SealedContent, { type: 'profile' }>, 'type'>;

export function formatSealedContent(content: SealedContent): string {
  return JSON.stringify(content);
}

/** Null for anything else than sealed content within its bounds. */
export function parseSealedContent(text: string): SealedContent | null {
  if (text.length > MAX_CONTENT_CHARACTERS) return null;
  try {
    const parsed = sealedContent.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
