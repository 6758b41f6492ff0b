import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from '../browser/system-clock.ts';
import { createIceCredentials } from './ice-credentials.ts';

const GRANT = {
  ok: true as const,
  iceServers: [{ urls: ['turn:198.51.100.1'], username: 'u', credential: 'c' }],
  ttlSeconds: 400,
  expiresAt: '2026-01-02T00:00:00.000Z',
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** `answers`: what the server says to each question; null: nothing. */
function setUp(answers: () => typeof GRANT | { readonly ok: false; readonly code: string } | null) {
  const reconnect = vi.fn();
  const fresh = vi.fn();
  const ask = vi.fn(async () => answers());
  let isConnected = true;
  const credentials = createIceCredentials(
    {
      clock: systemClock,
      signaling: {
        ...{ open: vi.fn(), signal: vi.fn(), close: vi.fn(), reconnect, ask: ask as never },
        ...{ isConnected: () => isConnected, heardAt: () => null, slowestAnswerMs: () => null },
      },
    },
    fresh,
  );
  const disconnect = () => {
    isConnected = false;
  };
  return { credentials, reconnect, fresh, ask, disconnect };
}

it('hands fresh credentials on', async () => {
  const { credentials, fresh } = setUp(() => GRANT);
  expect(await credentials.refresh()).toEqual(GRANT.iceServers);
  expect(fresh.mock.calls).toEqual([[GRANT.iceServers]]);
});

it('asks again when three quarters of their time are over, and half a minute later where that was in vain', async () => {
  let isAway = true;
  const { credentials, fresh, ask } = setUp(() => (isAway ? null : GRANT));
  credentials.take(GRANT);
  await vi.advanceTimersByTimeAsync(299_999);
  expect(ask).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(ask).toHaveBeenCalledTimes(1);
  isAway = false;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(ask).toHaveBeenCalledTimes(2);
  expect(fresh).toHaveBeenCalledTimes(2);
  credentials.stop();
  await vi.advanceTimersByTimeAsync(1_000_000);
  expect(ask).toHaveBeenCalledTimes(2);
});

it.each([
  { answer: null, says: 'no fresh credentials: no answer' },
  { answer: { ok: false, code: 'not-joined' }, says: 'no fresh credentials: not-joined' },
])('rejects where there are none: $says', async ({ answer, says }) => {
  const { credentials, fresh } = setUp(() => answer as null);
  await expect(credentials.refresh()).rejects.toThrow(says);
  expect(fresh).not.toHaveBeenCalled();
});

it('asks where the network may be another one, every ten seconds at most', async () => {
  const { credentials, ask } = setUp(() => GRANT);
  credentials.check();
  credentials.check();
  await vi.advanceTimersByTimeAsync(9_999);
  credentials.check();
  expect(ask).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  credentials.check();
  expect(ask).toHaveBeenCalledTimes(2);
  credentials.stop();
  await vi.advanceTimersByTimeAsync(10_000);
  credentials.check();
  expect(ask).toHaveBeenCalledTimes(2);
});

it('tries at once for another line where there is none and the network may be back', () => {
  const { credentials, reconnect, ask, disconnect } = setUp(() => null);
  disconnect();
  credentials.check();
  expect(reconnect).toHaveBeenCalledTimes(1);
  expect(ask).not.toHaveBeenCalled();
});
