import { expect, test } from 'vitest';
import { guestToken } from '#protocol';
import { createGuestTests, guestTest, guestTestKeptUntil, MOST_GUEST_TESTS } from './guest-tests.ts';
import { createKeptRecords } from './kept-records.ts';
import { sampleObservation } from './testing/sample-observation.ts';
import { createTestClock } from './testing/test-clock.ts';

const HOUR_MS = 3_600_000;
const quiet = () => undefined;

function guestTests() {
  const clock = createTestClock();
  const log = { error: quiet, warn: quiet, info: quiet, debug: quiet };
  const records = createKeptRecords({
    ...{ kind: 'guest test', schema: guestTest, most: MOST_GUEST_TESTS, keptUntil: guestTestKeptUntil },
    ...{ files: null, clock, log },
  });
  return { clock, tests: createGuestTests({ records, clock }) };
}

const findings = { observation: sampleObservation(), browser: 'firefox' } as const;

test('a token is of 128 bits, and no two are the same', () => {
  const { tests } = guestTests();
  const [one, other] = [tests.create('Ann').token, tests.create('Ann').token];
  expect(guestToken.safeParse(one).success).toBe(true);
  expect(one).not.toBe(other);
});

test('a link is good for a day, and its result is kept for a week', () => {
  const { clock, tests } = guestTests();
  const { token } = tests.create(null);
  clock.advance(24 * HOUR_MS - 1);
  expect(tests.report(token, findings)).toBe(true);
  clock.advance(1);
  expect([tests.isOpen(token), tests.report(token, findings)]).toEqual([false, false]);
  clock.advance(7 * 24 * HOUR_MS - 2);
  expect(tests.list()).toHaveLength(1);
  clock.advance(1);
  expect(tests.list()).toEqual([]);
});

test('a link that nobody used is forgotten when it ends', () => {
  const { clock, tests } = guestTests();
  tests.create(null);
  clock.advance(24 * HOUR_MS);
  expect(tests.list()).toEqual([]);
});

test('the second result takes the place of the first', () => {
  const { tests } = guestTests();
  const { token } = tests.create('Ann');
  tests.report(token, findings);
  tests.report(token, { ...findings, browser: 'safari' });
  expect(tests.list()).toMatchObject([{ label: 'Ann', result: { browser: 'safari' } }]);
});

test('how far the clock of the device is ahead is kept in whole seconds, and its time is not', () => {
  const { clock, tests } = guestTests();
  const { token } = tests.create('Ann');
  tests.report(token, { ...findings, sentAtMs: clock.now() + 40_400 });
  expect(tests.list()[0]?.result).toEqual({ ...findings, receivedAtMs: clock.now(), clockAheadSeconds: 40 });
});

test.each(['', 'x'.repeat(22), '__proto__', 'constructor'])('a made-up token opens nothing: %j', (token) => {
  const { tests } = guestTests();
  tests.create(null);
  expect([tests.isOpen(token), tests.report(token, findings)]).toEqual([false, false]);
});

test('the oldest link makes room when there are too many', () => {
  const { tests } = guestTests();
  const { token: first } = tests.create(null);
  for (let n = 0; n < MOST_GUEST_TESTS; n++) tests.create(null);
  expect([tests.isOpen(first), tests.list().length]).toEqual([false, MOST_GUEST_TESTS]);
});
