import { BLIND_ID_BYTES, OWNER_KEY_BYTES } from '#protocol';
import { decodeBase64url, encodeBase64url } from './base64url.ts';
import type { RoomKey } from './room-key.ts';

/** What follows from a room key: docs/protocol.md, "The room secret". */
export interface DerivedRoom {
  /** The name by which the server knows the room. */
  readonly room: string;
  /** Shown to the server by owners only. */
  readonly blindId: string;
  /** HKDF key that all sealing keys of the room come from. */
  readonly sealingRoot: CryptoKey;
}

/** @param origin of the page: the salt of typed codes, so that two sites' rooms of the same code differ. */
export async function deriveRoom(roomKey: RoomKey, origin: string): Promise<DerivedRoom> {
  const material =
    roomKey.kind === 'generated' ? bytesOf(roomKey.secret) : await stretchCode(roomKey.code, origin);
  const base = await importHkdfKey(material);
  const blindId = new Uint8Array(await crypto.subtle.deriveBits(hkdf('blind id'), base, BLIND_ID_BYTES * 8));
  const root = await crypto.subtle.deriveBits(hkdf('sealing root'), base, SEALING_ROOT_BITS);
  const ownerTag = roomKey.kind === 'generated' ? bytesOf(roomKey.ownerTag) : new Uint8Array();
  const room = await crypto.subtle.digest('SHA-256', concatenate(blindId, ownerTag));
  return {
    room: encodeBase64url(new Uint8Array(room)),
    blindId: encodeBase64url(blindId),
    sealingRoot: await importHkdfKey(new Uint8Array(root)),
  };
}

/** HKDF parameters (RFC 5869) of everything that Burrow derives. */
export function hkdf(info: string): HkdfParams {
  return { name: 'HKDF', hash: 'SHA-256', salt: utf8.encode('burrow/1'), info: utf8.encode(info) };
}

export function isOwnerKey(text: string): boolean {
  return decodeBase64url(text)?.length === OWNER_KEY_BYTES;
}

const utf8 = new TextEncoder();
const SEALING_ROOT_BITS = 256;
const CODE_KEY_BITS = 256;

/** Why 600,000: OWASP's figure for PBKDF2-HMAC-SHA256; some tenths of a second on a phone, once per join. */
const PBKDF2_ROUNDS = 600_000;

async function stretchCode(code: string, origin: string): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey('raw', utf8.encode(code), 'PBKDF2', false, ['deriveBits']);
  const salt = utf8.encode(`burrow/1 ${origin}`);
  const parameters = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: PBKDF2_ROUNDS };
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, key, CODE_KEY_BITS));
}

function importHkdfKey(material: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', material, 'HKDF', false, ['deriveBits', 'deriveKey']);
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const bytes = decodeBase64url(text);
  if (bytes === null) throw new TypeError('a room key holds base64url');
  return bytes;
}

function concatenate(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
