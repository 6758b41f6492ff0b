/** /metrics of the real service: on a listener of its own, with what really happened. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sampleReport } from '../src/core/testing/sample-report.ts';
import { API_KEY, connectPage, joinRequest, joinRoom, metricsOf, startService } from './service.ts';

const TOKEN = 'operator-token-of-the-tests';

test('what happens is counted, and stands on no other listener', async () => {
  const service = await startService({ METRICS_PORT: '0', ROOM_CAPACITY: '2', OPERATOR_TOKEN: TOKEN });
  const { url } = service;
  const [ann, ben, cleo] = [await connectPage(url), await connectPage(url), await connectPage(url)];
  const { self } = await joinRoom(ann);
  await joinRoom(ben);
  expect(await cleo.ask('room:join', joinRequest())).toMatchObject({ code: 'full' });
  expect(await cleo.ask('link:report', { path: 'direct', afterMs: 1 })).toMatchObject({
    code: 'not-in-room',
  });
  expect(await ann.ask('link:report', { path: 'relay-tcp', afterMs: 900 })).toEqual({ ok: true });
  expect(await ann.askRaw('room:explode', {})).toMatchObject({ code: 'bad-request' });
  ben.socket.emit('signal', { to: self, payload: 'cGF5bG9hZA' });
  await ann.next('signal');
  await ann.ask('ice:refresh', {});
  const post = (path: string, body: object | null, token = '') =>
    fetch(`${url}${path}`, {
      ...{ method: 'POST', headers: token === '' ? {} : { Authorization: `Bearer ${token}` } },
      ...(body === null ? {} : { body: JSON.stringify(body) }),
    });
  const answers = [
    await post('/api/turn-credentials', null, API_KEY),
    await post('/api/checkup', {}),
    await post('/api/reports', sampleReport()),
    await post('/api/guest-tests', {}, TOKEN),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);

  const read = await metricsOf(service);
  const lines = read.split('\n').filter((line) => line.startsWith('burrow_') && !/_bucket| 0$/.test(line));
  expect(lines.sort()).toEqual([
    'burrow_call_reports_total{reason="person"} 1',
    'burrow_credentials_issued_total{purpose="call"} 3',
    'burrow_credentials_issued_total{purpose="program"} 1',
    'burrow_credentials_issued_total{purpose="test"} 1',
    'burrow_guest_tests_total{step="created"} 1',
    'burrow_handshakes_total{result="ok"} 3',
    'burrow_joins_total{result="full"} 1',
    'burrow_joins_total{result="ok"} 2',
    'burrow_link_connect_seconds_count{path="relay-tcp"} 1',
    'burrow_link_connect_seconds_sum{path="relay-tcp"} 0.9',
    'burrow_people 2',
    'burrow_refusals_total{event="link:report",code="not-in-room"} 1',
    'burrow_refusals_total{event="other",code="bad-request"} 1',
    'burrow_refusals_total{event="room:join",code="full"} 1',
    'burrow_relay_handed_out{way="3478/udp"} 1',
    'burrow_rooms 1',
    'burrow_signals_total{result="ok"} 1',
  ]);
  for (const name of ['nodejs_eventloop_lag_p99_seconds', 'process_resident_memory_bytes']) {
    expect(read).toMatch(new RegExp(`^${name} [\\d.e-]+$`, 'm'));
  }
  expect((await fetch(`${url}/metrics`)).status).toBe(404);
  for (const other of ['/', '/metrics/', '/healthz']) {
    expect((await fetch(`http://127.0.0.1:${service.metricsPort()}${other}`)).status, other).toBe(404);
  }
});

test('requests and handshakes that are refused are counted by route and status, whatever their paths are', async () => {
  const service = await startService({ METRICS_PORT: '0' });
  const { url } = service;
  const asked = [
    ['POST', '/api/turn-credentials', {}],
    ['GET', '/api/status', {}],
    ['POST', '/api/checkup', { Origin: 'https://foreign.example' }],
    ['PUT', `/api/guest-tests/${'x'.repeat(22)}`, {}],
    ['GET', '/api/made-up', {}],
    ['GET', '/api/made-up/too', {}],
    ['GET', '/api/checkup', {}],
    ['GET', '/wp-login.php', {}],
    ['GET', '/api/%', {}],
  ] as const;
  const answers: number[] = [];
  for (const [method, path, headers] of asked)
    answers.push((await fetch(`${url}${path}`, { method, headers })).status);
  expect(answers).toEqual([401, 404, 403, 410, 404, 404, 404, 404, 400]);
  await expect(connectPage(url, { Origin: 'null' })).rejects.toThrow();
  for (const query of [
    'EIO=4&transport=polling',
    'EIO=4&transport=carrier-pigeon',
    'EIO=3&transport=websocket',
  ])
    expect((await fetch(`${url}/socket.io/?${query}`)).status).toBe(400);

  const lines = (await metricsOf(service)).split('\n').filter((line) => / [1-9]\d*$/.test(line));
  expect(lines.filter((line) => /^burrow_(http|handshakes)/.test(line)).sort()).toEqual([
    'burrow_handshakes_total{result="bad-request"} 3',
    'burrow_handshakes_total{result="origin"} 1',
    'burrow_http_refusals_total{route="/api/checkup",status="403"} 1',
    'burrow_http_refusals_total{route="/api/guest-tests/:token",status="410"} 1',
    'burrow_http_refusals_total{route="/api/status",status="404"} 1',
    'burrow_http_refusals_total{route="/api/turn-credentials",status="401"} 1',
    'burrow_http_refusals_total{route="other",status="400"} 1',
    'burrow_http_refusals_total{route="other",status="404"} 3',
  ]);
});

test('pages that may not report are refused, and there is no listener where none is wanted', async () => {
  const service = await startService({ CALL_REPORTS: 'off' });
  const page = await connectPage(service.url);
  expect((await joinRoom(page)).reports).toBeUndefined();
  expect(await page.ask('link:report', { path: 'direct', afterMs: 1 })).toMatchObject({
    code: 'unavailable',
  });
  expect(service.metricsPort()).toBeUndefined();
});

test('an address cannot fill the counts: more than so many links a minute are refused', async () => {
  const service = await startService({ METRICS_PORT: '0' });
  const page = await connectPage(service.url);
  await joinRoom(page);
  const report = () => page.ask('link:report', { path: 'direct', afterMs: 1 });
  const answers = await Promise.all(Array.from({ length: 130 }, report));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(120);
  expect(answers.at(-1)).toMatchObject({ code: 'rate-limited' });
  expect(await metricsOf(service)).toContain('burrow_link_connect_seconds_count{path="direct"} 120');
});

test('docs/monitoring.md names every metric of the service, and no other of its own', async () => {
  const service = await startService({ METRICS_PORT: '0' });
  const types = [...(await metricsOf(service)).matchAll(/^# TYPE (burrow_\w+) /gm)].map(([, name]) => name);
  const page = readFileSync(new URL('../../docs/monitoring.md', import.meta.url), 'utf8');
  const named = [...page.matchAll(/^\| `(burrow_\w+)` \|/gm)].map(([, name]) => name);
  expect(named.sort()).toEqual(types.sort());
});
