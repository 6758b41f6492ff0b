import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { failure, type Result, success } from '#keeper/result';

/** The first line of a sealed backup; says how the rest is made. */
const HEAD = Buffer.from('burrow backup, sealed: scrypt 17 8 1, aes-256-gcm\n');
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** Why these: what OWASP recommends for scrypt; 128 MiB and some tenths of a second for each guess. */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };

/** Why 12: guesses are slow, but whoever has the file has all the time there is. */
export const SHORTEST_PASSPHRASE = 12;

/** Encrypted for whoever knows the passphrase: head, salt, nonce, ciphertext, tag. */
export function seal(content: Uint8Array, passphrase: string): Buffer {
  const [salt, nonce] = [randomBytes(SALT_BYTES), randomBytes(NONCE_BYTES)];
  const cipher = createCipheriv('aes-256-gcm', keyOf(passphrase, salt), nonce).setAAD(HEAD);
  const encrypted = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([HEAD, salt, nonce, encrypted, cipher.getAuthTag()]);
}

export function isSealed(content: Uint8Array): boolean {
  return HEAD.equals(content.subarray(0, HEAD.length));
}

/** Nothing of it is given out before all of it has proved to be what was sealed. */
export function unseal(sealed: Uint8Array, passphrase: string): Result<Buffer> {
  const bytes = Buffer.from(sealed);
  const [salt, rest] = cut(bytes.subarray(HEAD.length), SALT_BYTES);
  const [nonce, body] = cut(rest, NONCE_BYTES);
  if (body.length < TAG_BYTES) return wrong();
  const [encrypted, tag] = cut(body, body.length - TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', keyOf(passphrase, salt), nonce).setAAD(HEAD);
  decipher.setAuthTag(tag);
  try {
    return success(Buffer.concat([decipher.update(encrypted), decipher.final()]));
  } catch {
    // The tag does not fit: there is no telling which of the two it is.
    return wrong();
  }
}

function wrong(): Result<never> {
  const cause = 'expected a backup that this passphrase opens; found another passphrase, or a damaged file';
  return failure('backup-passphrase', cause, 'Try another passphrase file, or another copy of the backup.');
}

function keyOf(passphrase: string, salt: Buffer): Buffer {
  return scryptSync(passphrase.normalize('NFC'), salt, KEY_BYTES, SCRYPT);
}

function cut(bytes: Buffer, at: number): readonly [Buffer, Buffer] {
  return [bytes.subarray(0, at), bytes.subarray(at)];
}
