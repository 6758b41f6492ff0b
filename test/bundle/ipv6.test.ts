import { afterAll, beforeAll, expect, test } from 'vitest';
import { Bundle } from '../engine/bundle.ts';
import { newerEngine } from '../engine/newer-engine.ts';
import type { Client } from '../lab/host.ts';
import { createLab, type Lab } from '../lab/lab.ts';
import { fetchCredential, relay } from './turn.ts';

const ADDRESS = '203.0.113.10';
/** RFC 3849. Both are plugged into the same bridge of the lab. */
const ADDRESS6 = '2001:db8::10';
const CLIENT6 = '2001:db8::20';
const NAME = 'call.burrow.test';
const API_KEY = 'a-key-of-this-test-0123456789';

let lab: Lab;
let bundle: Bundle;
let client: Client;

beforeAll(async () => {
  lab = await createLab({ names: { [NAME]: [ADDRESS, ADDRESS6] } });
  const vps = await lab.addHost('vps', { address: ADDRESS });
  client = await lab.addClient('client', 'open');
  await vps.exec('ip', ['addr', 'add', `${ADDRESS6}/64`, 'dev', 'eth0', 'nodad']);
  await client.exec('ip', ['addr', 'add', `${CLIENT6}/64`, 'dev', 'eth0', 'nodad']);
  bundle = await Bundle.on(vps, { newer: await newerEngine() });
  await bundle.writeEnv({ API_KEY, DOMAIN: NAME, COMPOSE_FILE: 'docker-compose.yml:deploy/ipv6.yml' });
  await bundle.up();
});

afterAll(async () => {
  await bundle?.close();
  await lab?.close();
});

test.each([
  [3478, 'udp'],
  [443, 'udp'],
  [443, 'tcp'],
  [443, { tls: { serverName: null } }],
] as const)(
  'a client over IPv6 is relayed by port %s, %j, and seen with its own address',
  async (port, transport) => {
    const credential = await fetchCredential(client, `https://${NAME}/`, API_KEY);
    const server = { address: ADDRESS6, port };
    const report = await relay(client, { server, transport, credential, messages: 5, everyMs: 10 });
    expect(report).toMatchObject({
      codes: [0, 0],
      received: 5,
      relayedAddress: ADDRESS,
      mappedAddress: CLIENT6,
    });
  },
);

test('the page is there over IPv6', async () => {
  const { stdout } = await client.exec('curl', ['--silent', '--insecure', '-6', `https://${NAME}/readyz`]);
  expect(JSON.parse(stdout)).toMatchObject({ status: 'ready', turn: 'ok' });
});

test('the connection test sends bytes through the relay over both families', async () => {
  const browser = await client.launchChromium();
  const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'en-US' });
  const page = await context.newPage();
  await page.goto(`https://${NAME}/test`);
  await page.locator('[data-testid=checkup-headline][data-cause]').waitFor({ timeout: 90_000 });
  const lines = await page.getByTestId('checkup-line').allTextContents();
  const byUdp = lines.filter((line) => line.includes('UDP') && line.includes('carries data'));
  for (const family of ['IPv4', 'IPv6']) expect(byUdp.filter((line) => line.includes(family)).length).toBe(2);
  await browser.close();
});
