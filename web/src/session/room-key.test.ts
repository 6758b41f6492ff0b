import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createRoomKey,
  normalizeCode,
  parseFragment,
  parseRoomInput,
  type RoomKey,
  roomPath,
} from './room-key.ts';

const ORIGIN = 'https://call.example.org';
const generated: RoomKey = { kind: 'generated', secret: 'S'.repeat(22), ownerTag: 'T'.repeat(22) };

test('a new room has a secret of 128 bits and an owner tag that its key proves', async () => {
  const { roomKey, ownerKey } = await createRoomKey((bytes) => new Uint8Array(bytes).fill(7));
  expect(roomKey).toEqual({
    kind: 'generated',
    secret: 'BwcHBwcHBwcHBwcHBwcHBw',
    // printf '\7%.0s' $(seq 16) | sha256sum
    ownerTag: '12HUBq8qSloV9nySQ3jtiA',
  });
  expect(ownerKey).toBe('BwcHBwcHBwcHBwcHBwcHBw');
});

test('a room key survives the way through its link', () => {
  const typed = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
    .map(normalizeCode)
    .filter((code) => code.length >= 6 && !/\p{Surrogate}/u.test(code))
    .map((code): RoomKey => ({ kind: 'typed', code }));
  fc.assert(
    fc.property(fc.oneof(typed, fc.constant(generated)), (roomKey) => {
      const path = roomPath(roomKey);
      expect(parseFragment(path.slice(path.indexOf('#')))).toEqual(roomKey);
      expect(parseRoomInput(ORIGIN + path, ORIGIN)).toEqual({ ok: true, roomKey });
    }),
  );
});

test.each([
  ['', 'empty'],
  ['   ', 'empty'],
  ['abc', 'too-short'],
  ['  a  b  c ', 'too-short'],
  ['https://evil.example/r#SSSSSSSSSSSSSSSSSSSSSS.TTTTTTTTTTTTTTTTTTTTTT', 'foreign-link'],
  ['https://call.example.org.evil.example/r#~tulip-garden', 'foreign-link'],
  ['x'.repeat(201), 'too-long'],
  ['call.example.org/r#nonsense', 'broken-link'],
  ['evil.example/r#~tulip-garden', 'foreign-link'],
  [`${ORIGIN}/`, 'broken-link'],
  [`${ORIGIN}/r`, 'broken-link'],
  [`${ORIGIN}/r#SSSSSSSSSSSSSSSSSSSSSS`, 'broken-link'],
  [`${ORIGIN}/r#SSSSSSSSSSSSSSSSSSSSS.TTTTTTTTTTTTTTTTTTTTTT`, 'broken-link'],
  [`${ORIGIN}/r#${'S'.repeat(22)}.${'T'.repeat(22)}.x`, 'broken-link'],
  [`${ORIGIN}/r#~%`, 'broken-link'],
  ['https://', 'broken-link'],
])('%j is refused as %s', (input, problem) => {
  expect(parseRoomInput(input, ORIGIN)).toEqual({ ok: false, problem });
});

test('a code is the same however it is typed', () => {
  const codes = ['tulip garden', ' Tulip  Garden ', 'TULIP\tGARDEN', 'ｔｕｌｉｐ　ｇａｒｄｅｎ'];
  for (const code of codes) {
    expect(parseRoomInput(code, ORIGIN)).toEqual({
      ok: true,
      roomKey: { kind: 'typed', code: 'tulip garden' },
    });
  }
});

test('a link without its beginning is a link all the same', () => {
  const input = `call.example.org${roomPath(generated)}`;
  expect(parseRoomInput(input, ORIGIN)).toEqual({ ok: true, roomKey: generated });
});

test('no input of any form throws, nor the path of what it gave', () => {
  const any = fc.string({ unit: 'binary', maxLength: 300 });
  fc.assert(
    fc.property(any, (text) => {
      const parsed = parseRoomInput(text, ORIGIN);
      if (parsed.ok) roomPath(parsed.roomKey);
    }),
  );
  expect(parseRoomInput('tulip\ud800garden', ORIGIN)).toMatchObject({ roomKey: { code: 'tulipgarden' } });
});

test('no fragment of any form throws', () => {
  fc.assert(
    fc.property(
      fc.string(),
      (text) => parseFragment(text) === null || text.startsWith('~') || text.startsWith('#~'),
    ),
  );
});
