import { createHash, createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { LIMITS } from '../src/core/limits.ts';
import { API_KEY, startService } from './service.ts';

/** node:http, because fetch adds a Cache-Control of its own that rules out 304. */
function request(url: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number | undefined; headers: IncomingHttpHeaders; body: string }>(
    (resolve, reject) => {
      get(url, { headers }, (response) => {
        let body = '';
        response.on('data', (chunk) => (body += chunk));
        response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
      }).on('error', reject);
    },
  );
}

function askForCredentials(url: string, headers: Record<string, string> = {}) {
  return fetch(`${url}/api/turn-credentials`, { method: 'POST', headers });
}

test('alive and ready', async () => {
  const { url } = await startService();
  expect(await request(`${url}/healthz`)).toMatchObject({ status: 200, body: '{"status":"alive"}' });
  expect(await request(`${url}/readyz`)).toMatchObject({
    status: 200,
    body: '{"status":"ready","turn":"unknown","ways":[{"way":"3478/udp","status":"unknown","isHandedOut":true}]}',
  });
});

test('the API gives credentials for the key', async () => {
  const { url } = await startService();
  const answer = await askForCredentials(url, { Authorization: `Bearer ${API_KEY}` });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const body = await answer.json();
  expect(Object.keys(body).sort()).toEqual(['expiresAt', 'iceServers', 'ttlSeconds']);
  expect(Date.parse(body.expiresAt) - Date.now()).toBeGreaterThan(3_590_000);
});

test('a rotated TURN secret signs the next credential, with no restart', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'burrow-secret-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const path = join(directory, 'turn-secret');
  writeFileSync(path, 'a'.repeat(32));
  const { url } = await startService({ TURN_SECRET: '', TURN_SECRET_FILE: path });
  const isSignedWith = async (secret: string) => {
    const answer = await askForCredentials(url, { Authorization: `Bearer ${API_KEY}` });
    const { username, credential } = (await answer.json()).iceServers[0];
    return createHmac('sha1', secret).update(username).digest('base64') === credential;
  };
  expect(await isSignedWith('a'.repeat(32))).toBe(true);
  writeFileSync(path, 'b'.repeat(40));
  expect(await isSignedWith('b'.repeat(40))).toBe(true);
  writeFileSync(path, 'short');
  expect(await isSignedWith('b'.repeat(40))).toBe(true);
});

test.each([
  ['no key', {}],
  ['a wrong key', { Authorization: 'Bearer wrong' }],
  ['a key that only begins right', { Authorization: `Bearer ${API_KEY.slice(0, -1)}` }],
  ['another scheme', { Authorization: `Basic ${API_KEY}` }],
])('the API answers 401 to %s', async (_, headers) => {
  const { url } = await startService();
  const answer = await askForCredentials(url, headers);
  expect(answer.status).toBe(401);
  expect(await answer.json()).toMatchObject({ code: 'unauthorized' });
});

test('the API does not exist without a configured key', async () => {
  const { url } = await startService({ API_KEY: '' });
  expect((await askForCredentials(url, { Authorization: 'Bearer ' })).status).toBe(404);
});

test('guessing the key is limited, also for the right one', async () => {
  const { url } = await startService();
  for (let n = 0; n < LIMITS.wrongApiKeysPerAddress.points; n++) await askForCredentials(url);
  const answer = await askForCredentials(url, { Authorization: `Bearer ${API_KEY}` });
  expect(answer.status).toBe(429);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('behind a trusted proxy each client is limited by itself, and by nothing that it says of itself', async () => {
  const { url } = await startService({ TRUSTED_PROXIES: 'own-networks' });
  const guess = (from: string) => askForCredentials(url, { 'X-Forwarded-For': from });
  for (let n = 0; n < LIMITS.wrongApiKeysPerAddress.points; n++) await guess(`198.51.100.${n}, 203.0.113.7`);
  expect((await guess('203.0.113.7')).status).toBe(429);
  expect((await guess('203.0.113.8')).status).toBe(401);
});

test('without a trusted proxy nobody escapes a limit by a header', async () => {
  const { url } = await startService();
  const guess = (from: string) => askForCredentials(url, { 'X-Forwarded-For': from });
  for (let n = 0; n < LIMITS.wrongApiKeysPerAddress.points; n++) await guess(`203.0.113.${n}`);
  expect((await guess('198.51.100.1')).status).toBe(429);
});

test('the page is served at / and /r, revalidated by ETag', async () => {
  const { url } = await startService();
  const page = await request(`${url}/`);
  expect(page).toMatchObject({
    status: 200,
    headers: { 'cache-control': 'no-cache', vary: 'Accept-Encoding' },
  });
  for (const path of ['/r', '/devices']) expect((await request(`${url}${path}`)).body).toBe(page.body);
  const again = await request(`${url}/`, { 'If-None-Match': String(page.headers.etag) });
  expect(again).toMatchObject({ status: 304, body: '' });
});

test('hashed assets are immutable and come in the encoding that the browser takes', async () => {
  const { url } = await startService();
  const asset = `${url}/assets/main-abc.js`;
  for (const [accepted, body] of [
    ['br, gzip', 'brotli'],
    ['gzip', 'gzip'],
    ['identity', 'plain'],
  ] as const) {
    const answer = await request(asset, { 'Accept-Encoding': accepted });
    expect(answer).toMatchObject({ status: 200, body });
    expect(answer.headers.vary).toBe('Accept-Encoding');
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  }
  const { etag } = (await request(asset)).headers;
  const known = await request(asset, { 'If-None-Match': String(etag) });
  expect(known).toMatchObject({
    status: 304,
    headers: { 'cache-control': 'public, max-age=31536000, immutable' },
  });
  const missing = await request(`${url}/assets/gone.js`);
  expect(missing).toMatchObject({ status: 404, headers: { 'cache-control': 'no-cache' } });
});

test.each(['/../package.json', '/%2e%2e/package.json', '/assets/%00', '/.env', '/%E0%A4%A'])(
  'nothing outside the page is served: %s',
  async (path) => {
    const { url, logged } = await startService();
    const { status } = await request(url + path);
    expect([400, 403, 404]).toContain(status);
    expect(logged).toEqual([]);
  },
);

test('every answer carries the security headers', async () => {
  const { url } = await startService();
  for (const path of ['/', '/healthz', '/missing', '/assets/main-abc.js', '/%', '/%00', '/..%2f..%2fx']) {
    const { headers } = await request(url + path);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['permissions-policy']).toContain(
      'camera=(self), microphone=(self), display-capture=(self)',
    );
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['strict-transport-security']).toBeUndefined();
  }
});

test('what the build has put into the page may run, and nothing else that stands there', async () => {
  const webRoot = mkdtempSync(join(tmpdir(), 'burrow-page-'));
  onTestFinished(() => rmSync(webRoot, { recursive: true }));
  writeFileSync(join(webRoot, 'index.html'), '<script>1</script><style>a{}</style><p onclick="2">');
  const { url } = await startService({ WEB_ROOT: webRoot });
  const { headers } = await request(url);
  const directives = String(headers['content-security-policy']).split(';');
  const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  expect(directives).toContain(`script-src 'self' ${hashOf('1')}`);
  expect(directives).toContain(`style-src 'self' ${hashOf('a{}')}`);
});

test('a client that hangs up as soon as it has its answer is no error', async () => {
  const { url, logged, close } = await startService();
  for (let times = 0; times < 20; times++) await request(`${url}/`, { Connection: 'close' });
  await close();
  expect(logged.filter((line) => line.level === 'error')).toEqual([]);
});
