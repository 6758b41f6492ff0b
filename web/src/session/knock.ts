import * as z from 'zod/mini';
import type { Knock } from '#protocol';
import { createSealer, type Sealer } from './sealing.ts';
import { MAX_NAME_CHARACTERS } from './view.ts';

/** What is sealed for the owners of a room by somebody who has no seat in it: docs/protocol.md, "Knocking". */
const knockContent = z.object({ name: z.string().check(z.maxLength(MAX_NAME_CHARACTERS)) });

/** @param sealer the same for all knocks of one page load: its counter must not begin anew */
export function sealKnock(sealer: Sealer, session: string, name: string): Promise<string> {
  return sealer.seal(
    { id: KNOCK, session },
    OWNERS,
    JSON.stringify({ name: name.slice(0, MAX_NAME_CHARACTERS) }),
  );
}

/**
 * The name of whoever knocks; null when they do not know the room's secret. The server may bring the same knock again,
 * as it does to an owner who was away, so nothing is remembered of those that were opened.
 */
export async function openKnock(
  sealingRoot: CryptoKey,
  room: string,
  { session, payload }: Pick<Knock, 'session' | 'payload'>,
): Promise<string | null> {
  const text = await createSealer(sealingRoot, room).open({ id: KNOCK, session }, OWNERS, payload);
  if (text === null) return null;
  try {
    const parsed = knockContent.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.name : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** In the place of ids of seats, which are longer. */
const KNOCK = 'knock';
const OWNERS = { id: 'owners', session: '' };
