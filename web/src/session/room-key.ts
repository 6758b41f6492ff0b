import { OWNER_KEY_BYTES, OWNER_TAG_BYTES } from '#protocol';
import { decodeBase64url, encodeBase64url } from './base64url.ts';
import type { RoomInputProblem } from './view.ts';

/** What opens a room: the secret of a link, or a code that somebody typed. Never leaves the browser. */
export type RoomKey =
  | { readonly kind: 'generated'; readonly secret: string; readonly ownerTag: string }
  | { readonly kind: 'typed'; readonly code: string };

export const SECRET_BYTES = 16;

/** The page of a room; which one stands in the fragment, which no server gets to see. */
export const ROOM_PATHNAME = '/r';

/** Why six: fewer letters are guessed by hand. Even six are no secret against a determined guesser; the page says so. */
export const MIN_CODE_CHARACTERS = 6;
const MAX_CODE_CHARACTERS = 200;

/** A room that nobody can guess, and the key that proves who opened it. */
export async function createRoomKey(
  random: (bytes: number) => Uint8Array<ArrayBuffer>,
): Promise<{ readonly roomKey: RoomKey; readonly ownerKey: string }> {
  const ownerKey = random(OWNER_KEY_BYTES);
  const secret = encodeBase64url(random(SECRET_BYTES));
  return {
    roomKey: { kind: 'generated', secret, ownerTag: await ownerTagOf(ownerKey) },
    ownerKey: encodeBase64url(ownerKey),
  };
}

/** The path with fragment that leads to the room; the inverse of `parseFragment`. */
export function roomPath(roomKey: RoomKey): string {
  return roomKey.kind === 'generated'
    ? `${ROOM_PATHNAME}#${roomKey.secret}.${roomKey.ownerTag}`
    : `${ROOM_PATHNAME}#~${encodeURIComponent(roomKey.code)}`;
}

/** The room of a page's URL fragment, with or without its `#`; null when it is damaged. */
export function parseFragment(fragment: string): RoomKey | null {
  const text = fragment.replace(/^#/, '');
  if (text.startsWith('~')) return parseTypedFragment(text.slice(1));
  const [secret = '', ownerTag = '', ...rest] = text.split('.');
  const whole = rest.length === 0 && hasBytes(secret, SECRET_BYTES) && hasBytes(ownerTag, OWNER_TAG_BYTES);
  return whole ? { kind: 'generated', secret, ownerTag } : null;
}

/** Takes what a person pasted or typed: an invite link of this site, or a code. */
export function parseRoomInput(
  input: string,
  origin: string,
):
  | { readonly ok: true; readonly roomKey: RoomKey }
  | { readonly ok: false; readonly problem: RoomInputProblem } {
  const text = input.trim();
  if (text === '') return { ok: false, problem: 'empty' };
  if (/^https?:\/\//i.test(text)) return parseLink(text, origin);
  // Copied without its beginning, as some address bars give it.
  if (/^[^\s/]+\/r#/.test(text)) return parseLink(`${new URL(origin).protocol}//${text}`, origin);
  const code = normalizeCode(text);
  if (code.length < MIN_CODE_CHARACTERS) return { ok: false, problem: 'too-short' };
  if (code.length > MAX_CODE_CHARACTERS) return { ok: false, problem: 'too-long' };
  return { ok: true, roomKey: { kind: 'typed', code } };
}

/** The same code however it is typed: compatibility forms, case and white space do not count, nor halves of characters. */
export function normalizeCode(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .trim()
    .replace(/\s+/g, ' ');
}

/** The first bytes of SHA-256(ownerKey). */
export async function ownerTagOf(ownerKey: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', ownerKey);
  return encodeBase64url(new Uint8Array(digest, 0, OWNER_TAG_BYTES));
}

function parseTypedFragment(encoded: string): RoomKey | null {
  try {
    const code = normalizeCode(decodeURIComponent(encoded));
    const fits = code.length >= MIN_CODE_CHARACTERS && code.length <= MAX_CODE_CHARACTERS;
    return fits ? { kind: 'typed', code } : null;
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

function parseLink(text: string, origin: string): ReturnType<typeof parseRoomInput> {
  if (!URL.canParse(text)) return { ok: false, problem: 'broken-link' };
  const url = new URL(text);
  if (url.origin !== origin) return { ok: false, problem: 'foreign-link' };
  const roomKey = url.pathname === ROOM_PATHNAME ? parseFragment(url.hash) : null;
  return roomKey === null ? { ok: false, problem: 'broken-link' } : { ok: true, roomKey };
}

function hasBytes(text: string, bytes: number): boolean {
  return decodeBase64url(text)?.length === bytes;
}
