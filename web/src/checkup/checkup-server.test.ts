import { beforeEach, describe, expect, it } from 'vitest';
import type { Observation } from '#diagnosis';
import { VirtualClock } from '../rtc/testing/virtual-clock.ts';
import { ANSWER_LIMIT_MS, createCheckupServer } from './checkup-server.ts';

const GRANT = {
  ok: true,
  iceServers: [{ urls: ['turn:turn.example.org'], username: 'name', credential: 'secret' }],
  ttlSeconds: 60,
  expiresAt: '2026-11-21T00:00:00Z',
  server: { relay: 'ok', certificateExpiresAt: null },
};
const DEVICE_TIME = 1_767_225_600_000;
const RESULT = { observation: { page: 'answers' } as Observation, browser: 'other' } as const;

let clock: VirtualClock;
let controller: AbortController;
let requests: { path: string; method: string; body: unknown; signal: AbortSignal }[];

beforeEach(() => {
  clock = new VirtualClock();
  controller = new AbortController();
  requests = [];
});

function serverThat(answer: () => Promise<Response>) {
  return createCheckupServer({
    clock,
    deviceTime: () => DEVICE_TIME,
    fetch(path, { method = 'GET', body, signal, cache }) {
      expect(cache).toBe('no-store');
      requests.push({
        ...{ path, method },
        body: body === undefined ? null : JSON.parse(String(body)),
        signal: signal as AbortSignal,
      });
      return answer();
    },
  });
}

const saying = (body: unknown, status = 200) => serverThat(async () => Response.json(body, { status }));

it('the server is alive when it says so, and not when something else answers in its place', async () => {
  const { signal } = controller;
  expect(await saying({ status: 'alive' }).isAlive(signal)).toBe(true);
  for (const body of [{ status: 'sign in to this network' }, {}, null, 'alive'])
    expect(await saying(body).isAlive(signal)).toBe(false);
  const portal = serverThat(async () => new Response('<html>Welcome to our hotel</html>'));
  expect(await portal.isAlive(signal)).toBe(false);
  expect(await serverThat(() => Promise.reject(new TypeError('offline'))).isAlive(signal)).toBe(false);
  expect(clock.pending).toBe(0);
});

describe('credentials', () => {
  it('come whole', async () => {
    const answer = await saying(GRANT).requestCredentials({ password: 'word' }, controller.signal);
    expect(answer).toEqual({ ok: true, value: GRANT });
    expect(requests).toMatchObject([{ path: '/api/checkup', method: 'POST', body: { password: 'word' } }]);
  });

  it.each<[string, unknown, string]>([
    ['a refusal', { ok: false, code: 'password-needed', text: '' }, 'password-needed'],
    ['a refusal of a newer server', { ok: false, code: 'tuesday', text: '' }, 'unreachable'],
    ['half an answer', { ...GRANT, iceServers: [{ urls: ['turn:x'] }] }, 'unreachable'],
    [
      'an address that is none',
      { ...GRANT, iceServers: [{ ...GRANT.iceServers[0], urls: ['javascript:1'] }] },
      'unreachable',
    ],
    ['nothing', null, 'unreachable'],
  ])('do not come with %s', async (_, body, code) => {
    const answer = await saying(body, 403).requestCredentials({}, controller.signal);
    expect(answer).toEqual({ ok: false, code });
  });

  it('are not asked for with a password that no server would read', async () => {
    const answer = await saying(GRANT).requestCredentials({ password: 'x'.repeat(257) }, controller.signal);
    expect(answer).toEqual({ ok: false, code: 'wrong-password' });
    expect(requests).toEqual([]);
  });
});

it('a result is put under the token of the guest', async () => {
  expect(await saying({ ok: true }).deliver('token', RESULT, controller.signal)).toEqual({
    ok: true,
    value: null,
  });
  expect(requests).toMatchObject([
    { path: '/api/guest-tests/token', method: 'PUT', body: { ...RESULT, sentAtMs: DEVICE_TIME } },
  ]);
  const expired = saying({ ok: false, code: 'expired', text: '' }, 410);
  expect(await expired.deliver('token', RESULT, controller.signal)).toEqual({ ok: false, code: 'expired' });
});

describe('a server that says nothing', () => {
  it('is waited for until the limit, and then let go', async () => {
    const answer = serverThat(() => new Promise(() => undefined)).isAlive(controller.signal);
    await clock.advance(ANSWER_LIMIT_MS);
    expect(await answer).toBe(false);
    expect(requests[0]?.signal.aborted).toBe(true);
  });

  it('is let go with the page', async () => {
    const answer = serverThat(() => new Promise(() => undefined)).isAlive(controller.signal);
    controller.abort();
    expect(await answer).toBe(false);
    expect(requests[0]?.signal.aborted).toBe(true);
    expect(clock.pending).toBe(0);
  });
});
