import * as z from 'zod/mini';
import { profile } from './sealed-content.ts';
import { MAX_CHAT_CHARACTERS, REACTIONS } from './view.ts';

/** Why: the longest chat message, with every character escaped by JSON, and what stands around it. */
const MAX_CONTENT_CHARACTERS = MAX_CHAT_CHARACTERS * 6 + 256;

const number = z.number().check(z.int(), z.minimum(1), z.maximum(Number.MAX_SAFE_INTEGER));

/** What goes from page to page over a data channel. Its sender is a member of the room, who may be hostile. */
const channelContent = z.discriminatedUnion('type', [
  profile,
  z.object({
    type: z.literal('chat'),
    number,
    text: z.string().check(z.minLength(1), z.maxLength(MAX_CHAT_CHARACTERS)),
  }),
  z.object({ type: z.literal('received'), number }),
  z.object({ type: z.literal('reaction'), reaction: z.enum(REACTIONS) }),
]);

export type ChannelContent = z.infer<typeof channelContent>;

export function formatChannelContent(content: ChannelContent): string {
  return JSON.stringify(content);
}

/** Null for anything else than content within its bounds. */
export function parseChannelContent(text: string): ChannelContent | null {
  if (text.length > MAX_CONTENT_CHARACTERS) return null;
  try {
    const parsed = channelContent.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
