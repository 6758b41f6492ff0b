/** What the operator sees of a running service, and how a page becomes the operator's. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { operatorLink, operatorSession, serviceStatus } from '#protocol';
import { LIMITS } from '../src/core/limits.ts';
import { sampleKeeperReport } from '../src/core/testing/sample-keeper-report.ts';
import { sampleObservation } from '../src/core/testing/sample-observation.ts';
import { sampleReport } from '../src/core/testing/sample-report.ts';
import { connectPage, joinRoom, startService } from './service.ts';

const OPERATOR_TOKEN = 'operator-token-of-the-tests';
const ROOM = 'Q'.repeat(43);

async function ask(
  url: string,
  method: string,
  path: string,
  more: { body?: unknown; bearer?: string } = {},
) {
  const headers = more.bearer === undefined ? {} : { Authorization: `Bearer ${more.bearer}` };
  const text = typeof more.body === 'string' ? more.body : JSON.stringify(more.body);
  const answer = await fetch(url + path, { method, headers, ...(more.body !== undefined && { body: text }) });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

async function statusOf(url: string, bearer = OPERATOR_TOKEN) {
  return serviceStatus.parse((await ask(url, 'GET', '/api/status', { bearer })).body);
}

async function signIn(url: string, body: object = {}, bearer?: string) {
  return ask(url, 'POST', '/api/operator-sessions', { body, ...(bearer !== undefined && { bearer }) });
}

const linkCode = async (url: string) => {
  const { body } = await ask(url, 'POST', '/api/operator-links', { bearer: OPERATOR_TOKEN });
  return operatorLink.parse(body).path.split('#')[1] ?? '';
};

test('a service that has just been started', async () => {
  const { url } = await startService({ OPERATOR_TOKEN });
  const { headers, status } = await ask(url, 'GET', '/api/status', { bearer: OPERATOR_TOKEN });
  expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(await statusOf(url)).toMatchObject({
    relays: [{ url: 'turn:127.0.0.1:3478?transport=udp', status: 'unknown', probedAt: null }],
    ...{ readiness: 'ready', proxiedAt: null, certificateExpiresAt: null, problems: [] },
    rooms: { open: 0, people: 0, waiting: 0 },
    paths: { direct: 0, 'relay-udp': 0, 'relay-tcp': 0, 'relay-tls': 0 },
    guestTests: { count: 0, newestAt: null, links: 0 },
    reports: { count: 0, newestAt: null },
    keeper: { state: 'none' },
    versions: { burrow: expect.stringMatching(/^\d+\.\d+\.\d+/), node: process.versions.node, page: null },
  });
});

test('counts of rooms and people, of results and reports, and nothing else of them', async () => {
  const { url } = await startService({ OPERATOR_TOKEN });
  const pages = [await connectPage(url), await connectPage(url)];
  const seats = [];
  for (const page of pages) seats.push(await joinRoom(page, { room: ROOM }));
  const { body: link } = await ask(url, 'POST', '/api/guest-tests', {
    ...{ body: { label: 'aunt Ann' }, bearer: OPERATOR_TOKEN },
  });
  const findings = { observation: sampleObservation(), browser: 'chromium' };
  await ask(url, 'PUT', `/api/guest-tests/${link.token}`, { body: findings });
  await ask(url, 'POST', '/api/reports', { body: sampleReport({ comment: 'no sound' }) });
  const { body } = await ask(url, 'GET', '/api/status', { bearer: OPERATOR_TOKEN });
  expect(body).toMatchObject({
    rooms: { open: 1, people: 2, waiting: 0 },
    guestTests: { count: 1, newestAt: expect.any(String), links: 1 },
    reports: { count: 1, newestAt: expect.any(String) },
  });
  const ids = seats.flatMap(({ self, resume }) => [self, resume]);
  for (const hidden of [ROOM, 'aunt Ann', 'no sound', link.token, OPERATOR_TOKEN, ...ids]) {
    expect(JSON.stringify(body)).not.toContain(hidden);
  }
});

test('what the keeper wrote is in it; what is not its own is not', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'burrow-status-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const file = join(directory, 'keeper-report.json');
  const { url } = await startService({ OPERATOR_TOKEN, KEEPER_REPORT_FILE: file });
  expect((await statusOf(url)).keeper).toEqual({ state: 'silent' });
  writeFileSync(file, JSON.stringify(sampleKeeperReport()));
  expect((await statusOf(url)).keeper).toEqual({ state: 'told', report: sampleKeeperReport() });
  writeFileSync(file, JSON.stringify({ ...sampleKeeperReport(), secret: 'x' }));
  expect((await statusOf(url)).keeper).toEqual({ state: 'unreadable' });
});

test('problems that were logged are told, without what they were about', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'burrow-status-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const file = join(directory, 'operator-token');
  writeFileSync(file, OPERATOR_TOKEN);
  const { url, logged } = await startService({ OPERATOR_TOKEN_FILE: file });
  await statusOf(url);
  writeFileSync(file, 'short');
  const { problems } = await statusOf(url);
  expect(problems).toMatchObject([
    { level: 'error', text: 'unfit content of a file; the last good one stays', count: 1 },
  ]);
  expect(logged.filter(({ level }) => level === 'error').length).toBe(1);
  expect(JSON.stringify(problems)).not.toContain(directory);
});

test('requests through a proxy that is believed are noticed, others are not', async () => {
  const forwarded = { headers: { 'X-Forwarded-For': '203.0.113.7' } };
  const direct = await startService({ OPERATOR_TOKEN });
  await fetch(`${direct.url}/healthz`, forwarded);
  expect((await statusOf(direct.url)).proxiedAt).toBeNull();
  const behind = await startService({ OPERATOR_TOKEN, TRUSTED_PROXIES: 'own-networks' });
  expect((await statusOf(behind.url)).proxiedAt).toBeNull();
  await fetch(`${behind.url}/healthz`, forwarded);
  const { at, proxiedAt } = await statusOf(behind.url);
  expect(Date.parse(at) - Date.parse(proxiedAt ?? '')).toBeLessThan(60_000);
});

test.each(['GET /api/status', 'POST /api/operator-links', 'POST /api/operator-sessions'])(
  '%s is for the operator alone, and guesses are counted',
  async (request) => {
    const [method = '', path = ''] = request.split(' ');
    const body = method === 'POST' ? { body: {} } : {};
    const none = await startService();
    expect((await ask(none.url, method, path, { ...body, bearer: 'x' })).status).toBe(404);
    const { url, logged } = await startService({ OPERATOR_TOKEN });
    expect((await ask(url, method, path, body)).status).toBe(401);
    const guesses = ['', 'x', OPERATOR_TOKEN.slice(0, -1), `${OPERATOR_TOKEN} `.repeat(2), 'x'.repeat(8_000)];
    for (const bearer of guesses)
      expect((await ask(url, method, path, { ...body, bearer })).status).toBe(401);
    for (let n = guesses.length + 1; n < LIMITS.wrongApiKeysPerAddress.points; n++)
      await ask(url, method, path, { ...body, bearer: 'x' });
    const { status, headers } = await ask(url, method, path, { ...body, bearer: OPERATOR_TOKEN });
    expect([status, Number(headers.get('retry-after')) > 0]).toEqual([429, true]);
    expect(logged).toEqual([]);
  },
);

test('a link signs a page in, once; it sees what the operator sees, and lets nobody else in', async () => {
  const { url, logged } = await startService({ OPERATOR_TOKEN });
  const code = await linkCode(url);
  expect(code).toMatch(/^[\w-]{22}$/);
  const { token } = operatorSession.parse((await signIn(url, { code })).body);
  expect(await signIn(url, { code })).toMatchObject({ status: 410, body: { code: 'expired' } });
  for (const path of ['/api/status', '/api/reports', '/api/guest-tests'])
    expect((await ask(url, 'GET', path, { bearer: token })).status).toBe(200);
  expect((await ask(url, 'POST', '/api/guest-tests', { body: {}, bearer: token })).status).toBe(200);
  for (const path of ['/api/operator-links', '/api/operator-sessions'])
    expect((await ask(url, 'POST', path, { body: {}, bearer: token })).status).toBe(401);
  await ask(url, 'DELETE', '/api/operator-sessions', { bearer: token });
  expect((await ask(url, 'GET', '/api/status', { bearer: token })).status).toBe(401);
  expect(JSON.stringify(logged)).not.toMatch(new RegExp(`${token}|${code}`));
});

test('the token itself signs in too, and the page holds another one from then on', async () => {
  const { url } = await startService({ OPERATOR_TOKEN });
  const { token } = operatorSession.parse((await signIn(url, {}, OPERATOR_TOKEN)).body);
  expect(token).not.toContain(OPERATOR_TOKEN);
  expect((await statusOf(url, token)).ok).toBe(true);
});

test.each<[string, unknown]>([
  ['nothing', ''],
  ['no JSON', '{'],
  ['a list', []],
  ['a code that is none', { code: '../../etc' }],
  ['a code of another form', { code: ['x'.repeat(22)] }],
  ['an unknown field', { code: 'x'.repeat(22), as: 'root' }],
  ['a key of the prototype', '{"__proto__":{"code":"x"}}'],
  ['too much', { code: 'x'.repeat(300) }],
])('signing in with %s is refused', async (_, body) => {
  const { url, logged } = await startService({ OPERATOR_TOKEN });
  const { status, body: answer } = await ask(url, 'POST', '/api/operator-sessions', {
    ...{ body, bearer: OPERATOR_TOKEN },
  });
  expect([400, 413]).toContain(status);
  expect(answer.token).toBeUndefined();
  expect(logged).toEqual([]);
});

test('codes are not there to be guessed', async () => {
  const { url } = await startService({ OPERATOR_TOKEN });
  const code = await linkCode(url);
  for (let n = 0; n < LIMITS.wrongApiKeysPerAddress.points; n++)
    expect((await signIn(url, { code: String(n).padStart(22, '0') })).status).toBe(410);
  expect((await signIn(url, { code })).status).toBe(429);
});

test('pages of others can neither sign in nor out', async () => {
  const { url } = await startService({ OPERATOR_TOKEN });
  const code = await linkCode(url);
  const foreign = (method: string, body: string) =>
    fetch(`${url}/api/operator-sessions`, {
      ...{ method, body, headers: { Origin: 'https://evil.example', Authorization: 'Bearer x' } },
    });
  expect((await foreign('POST', JSON.stringify({ code }))).status).toBe(403);
  expect((await foreign('DELETE', '')).status).toBe(403);
  expect((await signIn(url, { code })).status).toBe(200);
});
