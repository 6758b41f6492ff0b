import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { RESUME_TOKEN_TTL_SECONDS } from '#protocol';
import { createResumeTokens } from './resume-tokens.ts';

const ROOM = 'R'.repeat(43);
const claims = { id: 'ann', generation: 3, owner: true, issuedAtMs: 1_000 };
const tokens = createResumeTokens('k'.repeat(32), () => 2_000);

test('a token gives back what was signed', () => {
  expect(tokens.verify(ROOM, tokens.issue(ROOM, claims))).toEqual(claims);
});

test('a token of another key or for another room is nothing', () => {
  const foreign = createResumeTokens('x'.repeat(32), () => 2_000);
  expect(tokens.verify(ROOM, foreign.issue(ROOM, claims))).toBeNull();
  expect(tokens.verify('Q'.repeat(43), tokens.issue(ROOM, claims))).toBeNull();
});

test('a token is good for a day and no millisecond longer', () => {
  const token = tokens.issue(ROOM, claims);
  const endMs = claims.issuedAtMs + RESUME_TOKEN_TTL_SECONDS * 1000;
  expect(createResumeTokens('k'.repeat(32), () => endMs).verify(ROOM, token)).toEqual(claims);
  expect(createResumeTokens('k'.repeat(32), () => endMs + 1).verify(ROOM, token)).toBeNull();
});

test('no other text is taken for a token', () => {
  const [body, signature] = tokens.issue(ROOM, claims).split('.');
  for (const text of [
    '',
    '.',
    `${body}.`,
    `.${signature}`,
    `${body}`,
    `${body}.${signature}.x`.slice(0, -9),
  ]) {
    expect(tokens.verify(ROOM, text)).toBeNull();
  }
  fc.assert(fc.property(fc.string(), (text) => tokens.verify(ROOM, text) === null));
});

test('the room does not show in a token', () => {
  const [body = ''] = tokens.issue(ROOM, claims).split('.');
  expect(Buffer.from(body, 'base64url').toString()).not.toContain(ROOM);
});
