import { expect, test } from 'vitest';
import { LIMITS } from './limits.ts';
import { createRoomOpening } from './room-opening.ts';
import { createTestClock } from './testing/test-clock.ts';

const PASSWORD = 'Löwenzahn im März';
const { points, durationSeconds } = LIMITS.wrongPasswordsPerAddress;

function setUp(createPassword: string | null = PASSWORD) {
  const clock = createTestClock();
  return { clock, opening: createRoomOpening({ createPassword, clock }) };
}

test('without a configured password anybody opens rooms', () => {
  const { opening } = setUp(null);
  for (const password of [undefined, 'whatever']) expect(opening.refusal('a', password)).toBeNull();
});

test('with one, only the right password opens a room', () => {
  const { opening } = setUp();
  expect(opening.refusal('a', undefined)).toMatchObject({ code: 'password-needed' });
  for (const wrong of [PASSWORD.slice(0, -1), `${PASSWORD} `, PASSWORD.toLowerCase(), ' ']) {
    expect(opening.refusal('a', wrong)).toMatchObject({ code: 'wrong-password' });
  }
  expect(opening.refusal('a', PASSWORD)).toBeNull();
});

test('a password is the same however the keyboard composes its letters', () => {
  expect(setUp(PASSWORD.normalize('NFD')).opening.refusal('a', PASSWORD)).toBeNull();
  expect(setUp().opening.refusal('a', PASSWORD.normalize('NFD'))).toBeNull();
});

test('who guesses too often learns nothing more for a while, not even from the right password', () => {
  const { opening, clock } = setUp();
  for (let n = 0; n < points; n++) opening.refusal('guesser', `guess ${n}`);
  const limited = { code: 'rate-limited', retryAfterSeconds: durationSeconds };
  expect(opening.refusal('guesser', 'one more')).toMatchObject(limited);
  expect(opening.refusal('guesser', PASSWORD)).toMatchObject(limited);
  expect(opening.refusal('guesser', undefined)).toMatchObject({ code: 'password-needed' });
  expect(opening.refusal('somebody else', PASSWORD)).toBeNull();
  clock.advance(durationSeconds * 1000);
  expect(opening.refusal('guesser', PASSWORD)).toBeNull();
});

test('the right password does not count as a guess', () => {
  const { opening } = setUp();
  for (let n = 0; n < points * 2; n++) expect(opening.refusal('a', PASSWORD)).toBeNull();
});
