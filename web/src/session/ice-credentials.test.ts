import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createIceCredentials } from './ice-credentials.ts';

const GRANT = {
  ok: true,
  iceServers: [{ urls: ['turn:198.51.100.1'], username: 'u', credential: 'c' }],
  ttlSeconds: 86_400,
  expiresAt: '2026-01-02T00:00:00.000Z',
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A line whose answers come after a time, or never. `heardAt`: when the server says something else. */
function setUp(
  answerMs: () => number,
  heardAt: () => number | null = () => null,
  slowestMs: number | null = null,
) {
  const reconnect = vi.fn();
  const fresh = vi.fn();
  const asked = vi.fn(async () => {
    const takesMs = answerMs();
    await new Promise((resolve) => setTimeout(resolve, Math.min(takesMs, 8_000)));
    return takesMs > 8_000 ? null : GRANT;
  });
  const credentials = createIceCredentials(
    {
      clock: {
        now: () => Date.now(),
        schedule(callback, delayMs) {
          const timer = setTimeout(callback, delayMs);
          return () => clearTimeout(timer);
        },
      },
      signaling: {
        open: vi.fn(),
        signal: vi.fn(),
        close: vi.fn(),
        heardAt,
        slowestAnswerMs: () => slowestMs,
        reconnect,
        ask: asked as never,
      },
    },
    fresh,
  );
  return { credentials, reconnect, fresh, asked };
}

it('fresh credentials are handed on, and a line that answers is left alone', async () => {
  const { credentials, reconnect, fresh } = setUp(() => 900);
  const asked = credentials.refresh();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await asked).toEqual(GRANT.iceServers);
  expect(fresh.mock.calls).toEqual([[GRANT.iceServers]]);
  expect(reconnect).not.toHaveBeenCalled();
});

it('a line that does not answer is taken anew after a second, and not again within a quarter of a minute', async () => {
  const { credentials, reconnect } = setUp(() => Number.POSITIVE_INFINITY);
  const ask = () => credentials.refresh().catch((error: Error) => error.message);
  const first = ask();
  await vi.advanceTimersByTimeAsync(999);
  expect(reconnect).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(reconnect).toHaveBeenCalledTimes(1);
  const second = ask();
  await vi.advanceTimersByTimeAsync(14_000);
  expect(reconnect).toHaveBeenCalledTimes(1);
  expect(await first).toBe('no fresh credentials: no answer');
  expect(await second).toBe('no fresh credentials: no answer');
  const third = ask();
  await vi.advanceTimersByTimeAsync(8_000);
  expect(reconnect).toHaveBeenCalledTimes(2);
  await third;
});

it.each([
  { slowestMs: 5, patienceMs: 400 },
  { slowestMs: 150, patienceMs: 600 },
  { slowestMs: 3_000, patienceMs: 2_000 },
])(
  'where answers took $slowestMs ms, one is missed after $patienceMs ms',
  async ({ slowestMs, patienceMs }) => {
    const { credentials, reconnect } = setUp(() => Number.POSITIVE_INFINITY, undefined, slowestMs);
    const asked = credentials.refresh().catch(() => null);
    await vi.advanceTimersByTimeAsync(patienceMs - 1);
    expect(reconnect).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(reconnect).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(10_000);
    await asked;
  },
);

it('a line that has answered since it was taken anew is not spared, should it break again', async () => {
  let answers = false;
  const { credentials, reconnect } = setUp(() => (answers ? 5 : Number.POSITIVE_INFINITY));
  const ask = () => credentials.refresh().catch(() => null);
  const first = ask();
  await vi.advanceTimersByTimeAsync(1_000);
  answers = true;
  await Promise.all([ask(), vi.advanceTimersByTimeAsync(5)]);
  answers = false;
  const second = ask();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(reconnect).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(10_000);
  await Promise.all([first, second]);
});

it('where the network may be another one the line is tried, once at a time, and taken anew where it is silent', async () => {
  const { credentials, reconnect, asked } = setUp(() => Number.POSITIVE_INFINITY);
  credentials.check();
  credentials.check();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(reconnect).toHaveBeenCalledTimes(1);
  expect(asked).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(10_000);
  credentials.check();
  expect(asked).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(10_000);
});

it('a page that is late itself looks once more before it takes the line anew', async () => {
  const { credentials, reconnect } = setUp(() => Number.POSITIVE_INFINITY);
  const asked = credentials.refresh().catch(() => null);
  await vi.advanceTimersByTimeAsync(500);
  vi.setSystemTime(Date.now() + 300);
  await vi.advanceTimersByTimeAsync(1_499);
  expect(reconnect).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(reconnect).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(10_000);
  await asked;
});

it('a line on which the server says anything else is left alone for as long as it does', async () => {
  const heardUntil = Date.now() + 2_500;
  const { credentials, reconnect } = setUp(
    () => Number.POSITIVE_INFINITY,
    () => Math.min(Date.now(), heardUntil),
  );
  const asked = credentials.refresh().catch(() => null);
  await vi.advanceTimersByTimeAsync(3_999);
  expect(reconnect).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(reconnect).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(10_000);
  await asked;
});

it('after the call no line is taken anew', async () => {
  const { credentials, reconnect } = setUp(() => Number.POSITIVE_INFINITY);
  const asked = credentials.refresh().catch(() => null);
  credentials.stop();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await asked).toBeNull();
  expect(reconnect).not.toHaveBeenCalled();
});
