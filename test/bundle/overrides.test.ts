/** The bundle as the files in deploy/ and the ports in .env change it. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Bundle } from '../engine/bundle.ts';
import type { Client, Host } from '../lab/host.ts';
import { createLab, type Lab } from '../lab/lab.ts';
import type { RelayOrder } from '../lab/programs/turn-relay.ts';
import { fetchCredential, relay } from './turn.ts';

const ADDRESS = '203.0.113.10';
const API_KEY = 'a-key-of-this-test-0123456789';
const SETTINGS = { PUBLIC_IP: ADDRESS, API_KEY };

let lab: Lab;
let vps: Host;
let client: Client;
let bundle: Bundle;

beforeAll(async () => {
  lab = await createLab();
  vps = await lab.addHost('vps', { address: ADDRESS });
  client = await lab.addClient('client', 'symmetric');
  bundle = await Bundle.on(vps);
});
afterEach(() => bundle.compose(['down', '--volumes', '--timeout', '1'], { allowFailure: true }));
afterAll(async () => {
  await bundle?.close();
  await lab?.close();
});

/** Ten messages relayed over each of these, with a credential of the page there. */
async function expectRelayed(
  url: string,
  ways: readonly (readonly [number, RelayOrder['transport']])[],
): Promise<void> {
  const credential = await fetchCredential(client, url, API_KEY);
  for (const [port, transport] of ways) {
    const server = { address: ADDRESS, port };
    const report = await relay(client, { server, transport, credential, messages: 10, everyMs: 10 });
    expect([port, transport, report]).toMatchObject([
      port,
      transport,
      { codes: [0, 0], relayedAddress: ADDRESS, received: 10 },
    ]);
  }
}

const status = async (url: string) =>
  (await client.exec('curl', ['-sk', '-o', '/dev/null', '-w', '%{http_code}', '--max-time', '10', url]))
    .stdout;

test('page and relay are on other ports when .env says so', async () => {
  await bundle.writeEnv({ ...SETTINGS, HTTP_PORT: '8080', HTTPS_PORT: '8443' });
  await bundle.up();
  const url = `https://${ADDRESS}:8443/`;
  expect(await status(url)).toBe('200');
  const { stdout } = await client.exec('curl', [
    '-s',
    '-o',
    '/dev/null',
    '-w',
    '%{redirect_url}',
    `http://${ADDRESS}:8080/`,
  ]);
  expect(stdout).toBe(url);
  const tls = { tls: { serverName: null } };
  await expectRelayed(url, [
    [3478, 'udp'],
    [8443, 'udp'],
    [8443, 'tcp'],
    [8443, tls],
  ]);
  const urls = await bundle.exec('signaling', ['cat', '/run/burrow/signaling/turn-urls']);
  expect(urls.stdout).toMatch(/:8443\?/);
  expect(urls.stdout).not.toMatch(/:443\?/);
  expect((await vps.exec('ss', ['-Hlntu'])).stdout).not.toMatch(/:(?:80|443)\s/);
});

test('without NET_ADMIN the bundle starts, says that there is no guard, and calls work', async () => {
  await bundle.writeEnv({ ...SETTINGS, COMPOSE_FILE: 'docker-compose.yml:deploy/no-net-admin.yml' });
  await bundle.up();
  expect(await bundle.inspect('turn', '{{.HostConfig.CapAdd}}')).not.toContain('NET_ADMIN');
  expect(await bundle.logs('turn')).toContain('guard: not up');
  await expectRelayed(`https://${ADDRESS}/`, [
    [3478, 'udp'],
    [443, 'tcp'],
  ]);
});
