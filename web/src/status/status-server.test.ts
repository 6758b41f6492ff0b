import { beforeEach, expect, it } from 'vitest';
import { VirtualClock } from '../rtc/testing/virtual-clock.ts';
import { ANSWER_LIMIT_MS, createStatusServer } from './status-server.ts';
import { sampleStatus } from './testing/sample-status.ts';

const SESSION = { ok: true, token: 't'.repeat(43), expiresAt: '2030-01-01T00:00:00.000Z' };

let clock: VirtualClock;
let closing: AbortController;
let requests: { readonly path: string; readonly init: RequestInit }[];

beforeEach(() => {
  clock = new VirtualClock();
  closing = new AbortController();
  requests = [];
});

function serverThat(answer: () => Promise<Response>) {
  return createStatusServer({
    ...{ clock, signal: closing.signal },
    fetch(path, init) {
      requests.push({ path, init });
      return answer();
    },
  });
}

const saying = (body: unknown, status = 200) => serverThat(async () => Response.json(body, { status }));

it('signs in by a code or by the token, which stands in the header alone', async () => {
  const server = saying(SESSION);
  expect(await server.signIn({ code: 'c'.repeat(22) })).toEqual({ ok: true, value: SESSION });
  expect(await server.signIn({ token: 'secret word' })).toEqual({ ok: true, value: SESSION });
  const [byCode, byToken] = requests;
  expect(byCode).toMatchObject({
    path: '/api/operator-sessions',
    init: { method: 'POST', body: `{"code":"${'c'.repeat(22)}"}`, cache: 'no-store' },
  });
  expect(byCode?.init.headers).not.toHaveProperty('Authorization');
  expect(byToken?.init).toMatchObject({ body: '{}', headers: { Authorization: 'Bearer secret word' } });
  expect(byToken?.path).not.toContain('secret');
});

it('asks for each thing with the session', async () => {
  const server = saying(sampleStatus());
  expect(await server.status('s')).toEqual({ ok: true, value: sampleStatus() });
  await server.guestTests('s');
  await server.reports('s');
  await server.makeLink('s', '');
  await server.makeLink('s', 'Ann');
  await server.signOut('s');
  expect(requests.map(({ path, init }) => [init.method, path, init.body ?? null])).toEqual([
    ['GET', '/api/status', null],
    ['GET', '/api/guest-tests', null],
    ['GET', '/api/reports', null],
    ['POST', '/api/guest-tests', '{}'],
    ['POST', '/api/guest-tests', '{"label":"Ann"}'],
    ['DELETE', '/api/operator-sessions', null],
  ]);
  for (const { init } of requests) expect(init.headers).toMatchObject({ Authorization: 'Bearer s' });
});

it.each<[string, unknown, number, string]>([
  ['a wrong token', { ok: false, code: 'unauthorized', text: '' }, 401, 'unauthorized'],
  ['a code that is used up', { ok: false, code: 'expired', text: '' }, 410, 'expired'],
  ['no operator', { ok: false, code: 'no-operator-token', text: '' }, 404, 'no-operator-token'],
  ['too many guesses', { ok: false, code: 'rate-limited', text: '' }, 429, 'rate-limited'],
  ['a code of tomorrow', { ok: false, code: 'other', text: '' }, 400, 'unreachable'],
  ['another version', { ...sampleStatus(), rooms: null }, 200, 'unreachable'],
  ['a script in the place of a time', { ...sampleStatus(), at: '<script>' }, 200, 'unreachable'],
  ['nothing', null, 200, 'unreachable'],
])('%s is a refusal', async (_, body, status, code) => {
  expect(await saying(body, status).status('s')).toEqual({ ok: false, code });
});

it('no network, a portal in between and a header that cannot be are no answer', async () => {
  const offline = serverThat(() => Promise.reject(new TypeError('offline')));
  expect(await offline.status('s')).toEqual({ ok: false, code: 'unreachable' });
  const portal = serverThat(async () => new Response('<html>Welcome to our hotel</html>'));
  expect(await portal.status('s')).toEqual({ ok: false, code: 'unreachable' });
  const throwing = serverThat(() => {
    throw new TypeError('not a legal header');
  });
  expect(await throwing.signIn({ token: '令牌' })).toEqual({ ok: false, code: 'unreachable' });
  expect(clock.pending).toBe(0);
});

it('a server that is silent is not waited for without end, and is let go of', async () => {
  const answer = serverThat(() => new Promise(() => undefined)).status('s');
  await clock.advance(ANSWER_LIMIT_MS);
  expect(await answer).toEqual({ ok: false, code: 'unreachable' });
  expect(requests[0]?.init.signal?.aborted).toBe(true);
});

it('when the page is closed nothing is under way any more', async () => {
  const answer = serverThat(() => new Promise(() => undefined)).status('s');
  closing.abort();
  expect(await answer).toEqual({ ok: false, code: 'unreachable' });
  expect([requests[0]?.init.signal?.aborted, clock.pending]).toEqual([true, 0]);
});
