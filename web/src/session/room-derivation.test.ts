import { createHash, hkdfSync, pbkdf2Sync } from 'node:crypto';
import { expect, test } from 'vitest';
import { deriveRoom } from './room-derivation.ts';
import type { RoomKey } from './room-key.ts';

const ORIGIN = 'https://call.example.org';
const secret = Buffer.alloc(16, 5);
const ownerTag = Buffer.alloc(16, 6);
const generated: RoomKey = {
  kind: 'generated',
  secret: secret.toString('base64url'),
  ownerTag: ownerTag.toString('base64url'),
};

/** OpenSSL, by way of node:crypto, is the second opinion on WebCrypto's use. */
function blindIdOf(material: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', material, 'burrow/1', 'blind id', 32));
}

test('a generated room is the hash of its blind id and its owner tag', async () => {
  const derived = await deriveRoom(generated, ORIGIN);
  const blindId = blindIdOf(secret);
  expect(derived.blindId).toBe(blindId.toString('base64url'));
  const room = createHash('sha256').update(blindId).update(ownerTag).digest('base64url');
  expect(derived.room).toBe(room);
});

test('a typed code is stretched 600,000 times with the origin as salt, and has no owner', async () => {
  const derived = await deriveRoom({ kind: 'typed', code: 'tulip garden' }, ORIGIN);
  const material = pbkdf2Sync('tulip garden', `burrow/1 ${ORIGIN}`, 600_000, 32, 'sha256');
  expect(derived.room).toBe(createHash('sha256').update(blindIdOf(material)).digest('base64url'));
});

test('rooms differ by secret, by owner and, when typed, by site', async () => {
  const other = Buffer.alloc(16, 9).toString('base64url');
  const keys: [RoomKey, string][] = [
    [generated, ORIGIN],
    [{ ...generated, secret: other }, ORIGIN],
    [{ ...generated, ownerTag: other }, ORIGIN],
    [{ kind: 'typed', code: 'tulip garden' }, ORIGIN],
    [{ kind: 'typed', code: 'tulip garden' }, 'https://other.example'],
  ];
  const rooms = await Promise.all(keys.map(async ([key, origin]) => (await deriveRoom(key, origin)).room));
  expect(new Set(rooms).size).toBe(keys.length);
});

test('keys cannot be read out of the browser', async () => {
  const { sealingRoot } = await deriveRoom(generated, ORIGIN);
  expect(sealingRoot.extractable).toBe(false);
});
