import { expect, test } from 'vitest';
import { MAX_KNOCK_CHARACTERS, SESSION_BYTES } from '#protocol';
import { encodeBase64url } from './base64url.ts';
import { openKnock, sealKnock } from './knock.ts';
import { deriveRoom } from './room-derivation.ts';
import { createSealer } from './sealing.ts';
import { MAX_NAME_CHARACTERS } from './view.ts';

const session = encodeBase64url(new Uint8Array(SESSION_BYTES).fill(1));
const another = encodeBase64url(new Uint8Array(SESSION_BYTES).fill(2));
const { room, sealingRoot } = await deriveRoom(
  { kind: 'typed', code: 'three unusual words' },
  'https://a.example',
);
const elsewhere = await deriveRoom({ kind: 'typed', code: 'three other words' }, 'https://a.example');

test('owners read who knocks, as often as they are told', async () => {
  const sealer = createSealer(sealingRoot, room);
  const first = await sealKnock(sealer, session, 'Ada 🦊');
  const second = await sealKnock(sealer, session, 'Ada');
  expect(await openKnock(sealingRoot, room, { session, payload: second })).toBe('Ada');
  expect(await openKnock(sealingRoot, room, { session, payload: first })).toBe('Ada 🦊');
  expect(await openKnock(sealingRoot, room, { session, payload: first })).toBe('Ada 🦊');
});

test('a knock of another session, of another room, or of nobody is none', async () => {
  const payload = await sealKnock(createSealer(sealingRoot, room), session, 'Ada');
  expect(await openKnock(sealingRoot, room, { session: another, payload })).toBeNull();
  expect(await openKnock(elsewhere.sealingRoot, elsewhere.room, { session, payload })).toBeNull();
  expect(await openKnock(sealingRoot, room, { session, payload: 'AAAA' })).toBeNull();
});

test('what is sealed well but is no knock is refused', async () => {
  const sealer = createSealer(sealingRoot, room);
  const seal = (text: string) => sealer.seal({ id: 'knock', session }, { id: 'owners', session: '' }, text);
  for (const text of ['{', '{}', '{"name":1}', JSON.stringify({ name: 'x'.repeat(MAX_NAME_CHARACTERS + 1) })])
    expect(await openKnock(sealingRoot, room, { session, payload: await seal(text) })).toBeNull();
});

test('the longest name fits a knock', async () => {
  const payload = await sealKnock(createSealer(sealingRoot, room), session, '漢'.repeat(500));
  expect(payload.length).toBeLessThanOrEqual(MAX_KNOCK_CHARACTERS);
});
