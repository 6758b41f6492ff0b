/** TURN_RELAY_MODE=open: it relays to public addresses, and to nothing else. */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Bundle } from '../engine/bundle.ts';
import type { Client, Host } from '../lab/host.ts';
import { createLab, type Lab } from '../lab/lab.ts';
import type { ReachReport } from '../lab/programs/turn-reach.ts';
import { run } from '../lab/run.ts';
import { fetchCredential, relay } from './turn.ts';

const ADDRESS = '203.0.113.10';
const URL_OF_PAGE = `https://${ADDRESS}/`;
const API_KEY = 'a-key-of-this-test-0123456789';
/** Outside of what the lab itself uses, which is for documentation, and so no public address to a relay. */
const PUBLIC_PEER = '9.9.9.9';
const PORT = 7000;
const FORBIDDEN = 403;
/** From the address that it was sent to, as a client behind it would have it. */
const echo = (address: string) =>
  `import socket; s=socket.socket(2,2); s.bind(('${address}',${PORT})); print('up',flush=True)
while 1: d,a=s.recvfrom(2000); s.sendto(d,a)`;

const program = fileURLToPath(new URL('../lab/programs/turn-reach.ts', import.meta.url));

let lab: Lab;
let vps: Host;
let client: Client;
let bundle: Bundle;

beforeAll(async () => {
  lab = await createLab();
  vps = await lab.addHost('vps', { address: ADDRESS });
  const peer = await lab.addHost('peer', { address: '203.0.113.20' });
  client = await lab.addClient('client', 'symmetric');
  await run(['ip', 'addr', 'add', `${PUBLIC_PEER}/32`, 'dev', 'lo'], {}, peer.namespace);
  await vps.spawn('python3', ['-c', echo('0.0.0.0')]).waitForOutput(/^up$/m);
  await peer.spawn('python3', ['-c', echo(PUBLIC_PEER)]).waitForOutput(/^up$/m);
  await run(['ip', 'route', 'add', PUBLIC_PEER, 'via', '203.0.113.20'], {}, vps.namespace);
  bundle = await Bundle.on(vps);
});

afterAll(async () => {
  await bundle?.close();
  await lab?.close();
});

async function reach(addresses: readonly string[]): Promise<readonly ReachReport[]> {
  const credential = await fetchCredential(client, URL_OF_PAGE, API_KEY);
  const peers = addresses.map((address) => ({ address, port: PORT }));
  const order = JSON.stringify({ server: { address: ADDRESS, port: 3478 }, credential, peers });
  const { stdout } = await client.exec(process.execPath, ['--conditions=source', program, order], {
    timeoutMs: 60_000,
  });
  return JSON.parse(stdout);
}

test('open without the network of the host is refused in one line', async () => {
  await bundle.writeEnv({ PUBLIC_IP: ADDRESS, API_KEY, TURN_RELAY_MODE: 'open' });
  await expect(bundle.up()).rejects.toThrow();
  expect(await bundle.logs('keeper')).toMatch(
    /^✗ TURN_RELAY_MODE is open; .*deploy\/open-relay\.yml in \.env\.$/m,
  );
});

test('calls work, over UDP and through port 443', async () => {
  const files = 'docker-compose.yml:deploy/open-relay.yml';
  await bundle.writeEnv({ PUBLIC_IP: ADDRESS, API_KEY, COMPOSE_FILE: files });
  await bundle.up();
  expect(await bundle.logs('keeper')).toMatch(/^ +49160-51159\/udp +what the open relay relays$/m);
  const credential = await fetchCredential(client, URL_OF_PAGE, API_KEY);
  for (const [port, transport] of [
    [3478, 'udp'],
    [443, 'tcp'],
    [443, { tls: { serverName: null } }],
  ] as const) {
    const order = { server: { address: ADDRESS, port }, transport, credential };
    const report = await relay(client, { ...order, messages: 5, everyMs: 10 });
    expect([port, transport, report]).toMatchObject([
      port,
      transport,
      { codes: [0, 0], relayedAddress: ADDRESS, received: 5 },
    ]);
  }
});

test('a public peer is reached', async () => {
  expect(await reach([PUBLIC_PEER])).toEqual([{ peer: PUBLIC_PEER, permission: 0, answered: true }]);
});

test('what is not public is refused', async () => {
  const special = ['10.1.2.3', '127.0.0.1', '169.254.169.254', '172.31.0.1', '192.168.1.1', '100.64.0.1'];
  expect(await reach(special)).toEqual(
    special.map((peer) => ({ peer, permission: FORBIDDEN, answered: false })),
  );
});

test('services of the host itself are not reached through its own address, which coturn has to allow', async () => {
  expect(await reach([ADDRESS])).toEqual([{ peer: ADDRESS, permission: 0, answered: false }]);
  const { stdout } = await bundle.exec('turn', ['nft', 'list', 'chain', 'inet', 'burrow_guard', 'output']);
  expect(stdout).toMatch(/fib daddr type \{ local.*counter packets [1-9]/);
});

test('nobody from outside may pretend to be HAProxy', async () => {
  const { code } = await client.exec('bash', ['-c', `timeout 3 bash -c 'exec 3<>/dev/tcp/${ADDRESS}/5555'`], {
    allowFailure: true,
  });
  expect(code).not.toBe(0);
});
