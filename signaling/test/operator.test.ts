/** What a page and the operator ask for over HTTP: checkups, guest tests, reports. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkupAnswer, MAX_REPORT_BYTES } from '#protocol';
import { LIMITS } from '../src/core/limits.ts';
import { sampleObservation } from '../src/core/testing/sample-observation.ts';
import { sampleReport } from '../src/core/testing/sample-report.ts';
import { connectPage, joinRequest, joinRoom, startService } from './service.ts';

const OPERATOR_TOKEN = 'operator-token-of-the-tests';
const operator = { Authorization: `Bearer ${OPERATOR_TOKEN}` };
const findings = { observation: sampleObservation(), browser: 'chromium' };

interface Asked {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: the tests look at what they expect of it.
  readonly body: any;
}

async function ask(
  method: string,
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Asked> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const init = body === undefined ? {} : { body: text };
  const answer = await fetch(url, { method, headers, ...init });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

function stateDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'burrow-state-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return directory;
}

async function guestLink(url: string, label?: string): Promise<string> {
  const { body } = await ask('POST', `${url}/api/guest-tests`, label ? { label } : {}, operator);
  return body.token;
}

test('a checkup gives credentials, and says what the server knows of itself', async () => {
  const directory = stateDirectory();
  const expiry = join(directory, 'expiry');
  writeFileSync(expiry, '2031-02-03T04:05:06.000Z');
  const { url } = await startService({ CERTIFICATE_EXPIRY_FILE: expiry });
  const { status, headers, body } = await ask('POST', `${url}/api/checkup`, {});
  expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(checkupAnswer.parse(body)).toEqual(body);
  expect(body.server).toEqual({ relay: 'unknown', certificateExpiresAt: '2031-02-03T04:05:06.000Z' });
});

test.each<[string, unknown, number, string]>([
  ['nothing', '', 400, 'bad-request'],
  ['no JSON', '{', 400, 'bad-request'],
  ['null', 'null', 400, 'bad-request'],
  ['a list', [], 400, 'bad-request'],
  ['an unknown field', { room: 'x' }, 400, 'bad-request'],
  ['a key of the prototype', '{"__proto__":{"guest":1}}', 400, 'bad-request'],
  ['another constructor', '{"constructor":{"prototype":{}}}', 400, 'bad-request'],
  ['a password that is none', { password: 7 }, 400, 'bad-request'],
  ['a token that is none', { guest: '../../etc/passwd' }, 400, 'bad-request'],
  ['a token of no link', { guest: 'x'.repeat(22) }, 410, 'expired'],
  ['more than a kibibyte', { password: 'x'.repeat(1_024) }, 413, 'too-large'],
  ['brackets without end', '['.repeat(1_000), 400, 'bad-request'],
])('a checkup with %s is refused', async (_, sent, status, code) => {
  const { url, logged } = await startService();
  const answer = await ask('POST', `${url}/api/checkup`, sent);
  expect(answer).toMatchObject({ status, body: { ok: false, code } });
  expect(answer.body.iceServers).toBeUndefined();
  expect(logged).toEqual([]);
});

test('bytes that are no text are refused', async () => {
  const { url } = await startService();
  const body = Buffer.concat([Buffer.from('{"password":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
  const answer = await fetch(`${url}/api/checkup`, { method: 'POST', body });
  expect(answer.status).toBe(400);
});

test('where opening a room takes the password a checkup does, or a guest link', async () => {
  const { url } = await startService({ CREATE_PASSWORD: 'three unusual words', OPERATOR_TOKEN });
  const check = async (body: object) => {
    const { status, body: answer } = await ask('POST', `${url}/api/checkup`, body);
    return [status, answer.ok ? 'ok' : answer.code];
  };
  expect(await check({})).toEqual([403, 'password-needed']);
  expect(await check({ password: 'tree unusual words' })).toEqual([403, 'wrong-password']);
  expect(await check({ password: 'three unusual words' })).toEqual([200, 'ok']);
  expect(await check({ guest: await guestLink(url) })).toEqual([200, 'ok']);
});

test('joins and checkups are counted together', async () => {
  const { url } = await startService();
  const checkup = () => ask('POST', `${url}/api/checkup`, {});
  const asked = Array.from({ length: LIMITS.joinsPerAddress.points }, checkup);
  for (const answer of await Promise.all(asked)) expect(answer.status).toBe(200);
  const refused = await checkup();
  expect([refused.status, refused.body.code]).toEqual([429, 'rate-limited']);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  const page = await connectPage(url);
  expect(await page.ask('room:join', joinRequest())).toMatchObject({ code: 'rate-limited' });
});

test.each(['POST /api/checkup', 'PUT /api/guest-tests/TOKEN', 'POST /api/reports'])(
  '%s is for pages of this server and of those that it allows',
  async (request) => {
    const { url } = await startService({ OPERATOR_TOKEN, ALLOWED_ORIGINS: 'https://friend.example' });
    const [method = '', path = ''] = request.replace('TOKEN', await guestLink(url)).split(' ');
    const sent = { '/api/checkup': {}, '/api/reports': sampleReport() }[path] ?? findings;
    const from = async (Origin: string) => (await ask(method, url + path, sent, { Origin })).status;
    for (const foreign of ['https://evil.example', 'null']) expect(await from(foreign)).toBe(403);
    for (const own of [url, 'https://friend.example']) expect(await from(own)).toBe(200);
  },
);

test.each(['POST /api/guest-tests', 'GET /api/guest-tests', 'GET /api/reports'])(
  '%s is for the operator alone',
  async (request) => {
    const { url } = await startService({ OPERATOR_TOKEN });
    const [method = '', path = ''] = request.split(' ');
    const sent = method === 'POST' ? {} : undefined;
    for (const Authorization of ['', `Bearer ${OPERATOR_TOKEN}x`, 'Bearer ', `Basic ${OPERATOR_TOKEN}`]) {
      const { status, body } = await ask(method, url + path, sent, { Authorization });
      expect([status, body.ok, body.code]).toEqual([401, false, 'unauthorized']);
    }
    expect((await ask(method, url + path, sent, operator)).status).toBe(200);
    for (let n = 0; n < LIMITS.wrongApiKeysPerAddress.points; n++) await ask(method, url + path, sent);
    expect((await ask(method, url + path, sent, operator)).status).toBe(429);
  },
);

test('without a token there is no operator', async () => {
  const { url } = await startService();
  const { status, body } = await ask('GET', `${url}/api/reports`, undefined, { Authorization: 'Bearer ' });
  expect([status, body.code]).toEqual([404, 'no-operator-token']);
});

test('a guest link carries one result to the operator', async () => {
  const { url } = await startService({ OPERATOR_TOKEN });
  const created = await ask('POST', `${url}/api/guest-tests`, { label: 'aunt Ann' }, operator);
  const { token, path, expiresAt } = created.body;
  expect([created.body.ok, path]).toEqual([true, `/test#${token}`]);
  expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(86_000_000);
  const list = async () => (await ask('GET', `${url}/api/guest-tests`, undefined, operator)).body.tests;
  expect(await list()).toMatchObject([{ label: 'aunt Ann', expiresAt, result: null }]);
  for (const browser of ['firefox', 'chromium'])
    await ask('PUT', `${url}/api/guest-tests/${token}`, { ...findings, browser });
  const [kept, ...others] = await list();
  expect(others).toEqual([]);
  expect(kept.result).toEqual({ ...findings, receivedAt: expect.stringMatching(/Z$/) });
});

test.each<[string, unknown, number]>([
  ['no JSON', 'x', 400],
  ['no observation', { browser: 'firefox' }, 400],
  ['another browser', { ...findings, browser: 'Firefox/153 (192.0.2.7)' }, 400],
  ['an unknown field', { ...findings, name: 'Ann' }, 400],
  ['a wrong type', { ...findings, observation: { ...sampleObservation(), page: 7 } }, 400],
  ['too much', { ...findings, more: 'x'.repeat(40_000) }, 413],
])('a guest result with %s is refused and leaves none', async (_, sent, status) => {
  const { url } = await startService({ OPERATOR_TOKEN });
  const token = await guestLink(url);
  expect((await ask('PUT', `${url}/api/guest-tests/${token}`, sent)).status).toBe(status);
  const { body } = await ask('GET', `${url}/api/guest-tests`, undefined, operator);
  expect(body.tests).toMatchObject([{ label: null, result: null }]);
});

test.each(['x'.repeat(22), '__proto__', 'constructor', '%2e%2e%2fx', 'x'.repeat(500)])(
  'a result for no link is refused: %s',
  async (token) => {
    const { url } = await startService({ OPERATOR_TOKEN });
    await guestLink(url);
    const { status, body } = await ask('PUT', `${url}/api/guest-tests/${token}`, findings);
    expect([status, body.code]).toEqual([410, 'expired']);
  },
);

test.each<[string, unknown, number]>([
  ['no object', '7', 400],
  ['a label that is none', { label: 7 }, 400],
  ['a label that is too long', { label: 'x'.repeat(61) }, 400],
  ['a label that moves the cursor', { label: '\u001b[2J' }, 400],
  ['too much', { label: 'x'.repeat(2_000) }, 413],
])('a guest link with %s is not made', async (_, sent, status) => {
  const { url } = await startService({ OPERATOR_TOKEN });
  expect((await ask('POST', `${url}/api/guest-tests`, sent, operator)).status).toBe(status);
});

test('a report of a call reaches the operator as it was sent', async () => {
  const { url } = await startService({ OPERATOR_TOKEN });
  const report = sampleReport({ comment: 'no sound since noon' });
  expect((await ask('POST', `${url}/api/reports`, report)).body).toEqual({ ok: true });
  const { body } = await ask('GET', `${url}/api/reports`, undefined, operator);
  expect(body).toEqual({ ok: true, reports: [{ receivedAt: expect.stringMatching(/Z$/), report }] });
});

test.each<[string, unknown, number]>([
  ['no JSON', '{"version":1', 400],
  ['a field of its own', { ...sampleReport(), room: 'R'.repeat(43) }, 400],
  ['an address', { ...sampleReport(), pairs: [{ peer: 1, local: '192.0.2.7' }] }, 400],
  ['a key of the prototype', JSON.stringify(sampleReport()).replace('{', '{"__proto__":{"a":1},'), 400],
  ['too much', { ...sampleReport(), comment: 'x'.repeat(MAX_REPORT_BYTES) }, 413],
])('a report with %s is refused and not kept', async (_, sent, status) => {
  const { url } = await startService({ OPERATOR_TOKEN });
  expect((await ask('POST', `${url}/api/reports`, sent)).status).toBe(status);
  expect((await ask('GET', `${url}/api/reports`, undefined, operator)).body.reports).toEqual([]);
});

test('reports are counted by address, and in all', async () => {
  const { url } = await startService({ OPERATOR_TOKEN, TRUSTED_PROXIES: '127.0.0.1' });
  const send = async (from: string) =>
    (await ask('POST', `${url}/api/reports`, sampleReport(), { 'X-Forwarded-For': from })).status;
  for (let n = 0; n < LIMITS.reportsPerAddress.points; n++) expect(await send('203.0.113.1')).toBe(200);
  expect(await send('203.0.113.1')).toBe(429);
  const others = LIMITS.reportsInAll.points - LIMITS.reportsPerAddress.points;
  for (let n = 0; n < others; n++) expect(await send(`198.51.100.${n}`)).toBe(200);
  expect(await send('203.0.113.2')).toBe(429);
});

test('CALL_REPORTS=off takes none, and pages know', async () => {
  for (const [setting, told, status] of [
    ['on', true, 200],
    ['off', undefined, 503],
  ] as const) {
    const { url } = await startService({ CALL_REPORTS: setting, OPERATOR_TOKEN });
    expect((await joinRoom(await connectPage(url))).reports).toBe(told);
    expect((await ask('POST', `${url}/api/reports`, sampleReport())).status).toBe(status);
    const { reports } = (await ask('GET', `${url}/api/reports`, undefined, operator)).body;
    expect(reports).toHaveLength(status === 200 ? 1 : 0);
  }
});

test('links, results and reports outlive the process; names, credentials and addresses are nowhere', async () => {
  const directory = stateDirectory();
  const settings = { OPERATOR_TOKEN, STATE_DIRECTORY: directory, TRUSTED_PROXIES: '127.0.0.1' };
  const first = await startService(settings);
  const from = { 'X-Forwarded-For': '198.51.100.77', 'User-Agent': 'Browser of Ann' };
  const [used, open] = [await guestLink(first.url), await guestLink(first.url)];
  await ask('PUT', `${first.url}/api/guest-tests/${used}`, findings, from);
  await ask('POST', `${first.url}/api/reports`, sampleReport(), from);
  const { body } = await ask('POST', `${first.url}/api/checkup`, { guest: used }, from);
  await first.close();

  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((one) =>
    one.endsWith('.json'),
  );
  expect(files).toHaveLength(3);
  const written = files.map((file) => file + readFileSync(join(directory, file), 'utf8')).join('\n');
  const [{ username, credential }] = body.iceServers;
  for (const secret of [used, open, username, credential, OPERATOR_TOKEN, '198.51.100', 'Ann']) {
    expect(written).not.toContain(secret);
    expect(JSON.stringify(first.logged)).not.toContain(secret);
  }

  const second = await startService(settings);
  const list = async (path: string) => (await ask('GET', second.url + path, undefined, operator)).body;
  expect((await list('/api/reports')).reports).toHaveLength(1);
  expect((await list('/api/guest-tests')).tests).toMatchObject([{ result: null }, { result: findings }]);
  expect((await ask('PUT', `${second.url}/api/guest-tests/${open}`, findings)).status).toBe(200);
});

test('a damaged file is named in the log, and the service starts all the same', async () => {
  const directory = stateDirectory();
  await (await startService({ STATE_DIRECTORY: directory })).close();
  writeFileSync(join(directory, 'call-reports', 'half.json'), '{"receivedAt');
  const { url, logged } = await startService({ OPERATOR_TOKEN, STATE_DIRECTORY: directory });
  expect(logged).toMatchObject([{ level: 'error', data: { kind: 'call report', file: 'half.json' } }]);
  expect((await ask('GET', `${url}/api/reports`, undefined, operator)).body.reports).toEqual([]);
});

test('what cannot be kept in files is kept in memory, and the log says so', async () => {
  const file = join(stateDirectory(), 'a-file');
  writeFileSync(file, '');
  const { url, logged } = await startService({ OPERATOR_TOKEN, STATE_DIRECTORY: file });
  expect(logged.map(({ level, message }) => [level, message])).toEqual([
    ['error', 'records cannot be kept in files'],
    ['error', 'records cannot be kept in files'],
  ]);
  await ask('POST', `${url}/api/reports`, sampleReport());
  expect((await ask('GET', `${url}/api/reports`, undefined, operator)).body.reports).toHaveLength(1);
});

test('another token in the file is the operator’s from then on', async () => {
  const file = join(stateDirectory(), 'operator-token');
  writeFileSync(file, `${OPERATOR_TOKEN}\n`);
  const { url } = await startService({ OPERATOR_TOKEN_FILE: file });
  const status = async (token: string) =>
    (await ask('GET', `${url}/api/reports`, undefined, { Authorization: `Bearer ${token}` })).status;
  expect(await status(OPERATOR_TOKEN)).toBe(200);
  writeFileSync(file, 'another-token-of-the-tests');
  expect([await status('another-token-of-the-tests'), await status(OPERATOR_TOKEN)]).toEqual([200, 401]);
});
