import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { answersReady, serviceReady } from './service-ready.ts';
import { createManualClock } from './testing/manual-clock.ts';

function setUp(answers: boolean[]) {
  const { clock, advance } = createManualClock();
  let asked = 0;
  const ended = new AbortController();
  const whenReady = serviceReady({ clock, isReady: async () => answers[asked++] ?? false });
  return { ready: whenReady(undefined, ended.signal), advance, end: () => ended.abort(), asked: () => asked };
}

test('it is asked until it is ready', async () => {
  const { ready, advance, asked } = setUp([false, false, true]);
  await advance(200);
  expect(await ready).toMatchObject({ ok: true });
  expect(asked()).toBe(3);
});

test('after twenty seconds it is given up', async () => {
  const { ready, advance } = setUp([]);
  await advance(21_000);
  expect(await ready).toMatchObject({ ok: false, problems: [{ code: 'service-silent' }] });
});

test('one that has ended is not asked any more', async () => {
  const { advance, end, asked } = setUp([]);
  await advance(100);
  end();
  await advance(1_000);
  expect(asked()).toBe(2);
});

test('only 200 is ready, and no answer is none', async () => {
  let status = 503;
  const server = createServer((_, response) => response.writeHead(status).end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const ask = () => answersReady({ host: '127.0.0.1', port, certificate: null });
  expect(await ask()).toBe(false);
  status = 200;
  expect(await ask()).toBe(true);
  server.close();
  await once(server, 'close');
  expect(await ask()).toBe(false);
});
