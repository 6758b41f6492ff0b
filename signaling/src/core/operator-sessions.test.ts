import { expect, test } from 'vitest';
import { createOperatorSessions } from './operator-sessions.ts';
import { createTestClock } from './testing/test-clock.ts';

const MINUTE_MS = 60_000;

function setUp() {
  const clock = createTestClock();
  const state = { token: 'the-token-of-the-operator' as string | null };
  return { clock, state, sessions: createOperatorSessions({ operatorToken: () => state.token, clock }) };
}

test('a code opens one session, once', () => {
  const { sessions } = setUp();
  const { code } = sessions.createCode();
  expect(code).toMatch(/^[\w-]{22}$/);
  const session = sessions.exchange(code);
  expect(session?.token).toMatch(/^[\w-]{43}$/);
  expect(sessions.accepts(session?.token ?? '')).toBe(true);
  expect(sessions.exchange(code)).toBeNull();
});

test('a code ends after ten minutes, a session after twelve hours', () => {
  const { clock, sessions } = setUp();
  const [early, late] = [sessions.createCode().code, sessions.createCode().code];
  clock.advance(10 * MINUTE_MS - 1);
  const token = sessions.exchange(early)?.token ?? '';
  clock.advance(1);
  expect(sessions.exchange(late)).toBeNull();
  clock.advance(12 * 60 * MINUTE_MS - 2);
  expect(sessions.accepts(token)).toBe(true);
  clock.advance(1);
  expect(sessions.accepts(token)).toBe(false);
});

test('neither takes the place of the other', () => {
  const { sessions } = setUp();
  const { code } = sessions.createCode();
  expect(sessions.accepts(code)).toBe(false);
  expect(sessions.exchange(sessions.open().token)).toBeNull();
  expect(sessions.accepts('')).toBe(false);
});

test('who signs out is out, and nobody else', () => {
  const { sessions } = setUp();
  const [mine, other] = [sessions.open().token, sessions.open().token];
  sessions.end(mine);
  sessions.end('none');
  expect([sessions.accepts(mine), sessions.accepts(other)]).toEqual([false, true]);
});

test('with another operator token everything that was given out has ended', () => {
  const { state, sessions } = setUp();
  const { token } = sessions.open();
  const { code } = sessions.createCode();
  for (const changed of ['another-token-of-the-operator', null]) {
    state.token = changed;
    expect([sessions.accepts(token), sessions.exchange(code)]).toEqual([false, null]);
  }
});

test('the oldest of too many gives way', () => {
  const { sessions } = setUp();
  const tokens = Array.from({ length: 17 }, () => sessions.open().token);
  expect(tokens.map(sessions.accepts)).toEqual([false, ...Array(16).fill(true)]);
});
