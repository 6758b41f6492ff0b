import { expect, it } from 'vitest';
import { keepSession, readKeptSession } from './kept-session.ts';

const NOW = Date.UTC(2030, 0, 1);
const SESSION = { token: 't'.repeat(43), expiresAt: '2030-01-01T00:00:01.000Z' };

function storage(initial: string | null = null) {
  const state = { text: initial };
  return {
    state,
    get: () => state.text,
    set(_: string, text: string) {
      state.text = text;
    },
    remove() {
      state.text = null;
    },
  };
}

it('a session is kept as long as it is good', () => {
  const kept = storage();
  keepSession(kept, SESSION);
  expect(readKeptSession(kept, NOW)).toEqual(SESSION);
  expect(readKeptSession(kept, NOW + 1_000)).toBeNull();
  keepSession(kept, null);
  expect(kept.state.text).toBeNull();
});

it.each([
  '',
  'null',
  '{',
  '[]',
  '"x"',
  JSON.stringify({ ...SESSION, token: 'short' }),
  JSON.stringify({ ...SESSION, expiresAt: 'never' }),
  JSON.stringify({ token: SESSION.token }),
  JSON.stringify({ ...SESSION, token: `${'t'.repeat(42)}\n` }),
])('what somebody else has left there is nothing: %s', (text) => {
  expect(readKeptSession(storage(text), NOW)).toBeNull();
});
