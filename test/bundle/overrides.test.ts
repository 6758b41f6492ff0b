/** The bundle as the files in deploy/ and the ports in .env change it. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Bundle } from '../engine/bundle.ts';
import { baseImages } from '../engine/images.ts';
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
  // No authority is reached here: the page that says so names the way to the other one.
  const plain = await client.exec('curl', ['-s', `http://${ADDRESS}:8080/`]);
  expect(plain.stdout).toContain(url);
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

const NAME = 'call.example.org';

/** What a browser does first, and whether it may: 101 or a refusal. */
async function webSocketStatus(origin: string): Promise<string> {
  const { stdout } = await client.exec(
    'curl',
    [
      ...['-sk', '-i', '--http1.1', '--max-time', '3', '--resolve', `${NAME}:443:${ADDRESS}`],
      ...['-H', 'Connection: Upgrade', '-H', 'Upgrade: websocket', '-H', 'Sec-WebSocket-Version: 13'],
      ...['-H', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', '-H', `Origin: ${origin}`],
      `https://${NAME}/socket.io/?EIO=4&transport=websocket`,
    ],
    { allowFailure: true },
  );
  return stdout.split(' ')[1] ?? '';
}

/** nginx of the host, with the lines of deploy/behind-proxy/nginx.conf. */
async function startNginx(): Promise<() => Promise<unknown>> {
  const directory = await vps.makeDirectory('nginx');
  const files = `-keyout ${directory}/privkey.pem -out ${directory}/fullchain.pem -subj /CN=${NAME}`;
  await vps.exec('sh', ['-c', `openssl req -x509 -newkey rsa:2048 -nodes -days 1 ${files} 2>&1`]);
  const snippet = await readFile(join(bundle.directory, 'deploy/behind-proxy/nginx.conf'), 'utf8');
  const server = snippet.replaceAll(`/etc/letsencrypt/live/${NAME}`, directory);
  const paths = `pid ${directory}/pid; error_log ${directory}/error.log;`;
  const main = `daemon off; ${paths} events {} http { access_log off; ${server} }`;
  await writeFile(join(directory, 'nginx.conf'), main);
  const nginx = vps.spawn('nginx', ['-c', join(directory, 'nginx.conf')]);
  return () => {
    // Its worker would outlive it otherwise.
    nginx.signal('SIGTERM');
    return nginx.exited;
  };
}

/** Caddy in a container of its own, with the lines of deploy/behind-proxy/Caddyfile and an authority of its own. */
async function startCaddy(): Promise<() => Promise<unknown>> {
  const directory = join(bundle.directory, 'other-caddy');
  await mkdir(directory, { recursive: true });
  const snippet = await readFile(join(bundle.directory, 'deploy/behind-proxy/Caddyfile'), 'utf8');
  await writeFile(join(directory, 'Caddyfile'), snippet.replace(`${NAME} {`, `${NAME} {\n\ttls internal`));
  const { CADDY_IMAGE = '' } = await baseImages();
  const run = ['run', '--detach', '--rm', '--name', 'other-caddy', '--network', 'host'];
  await bundle.engine.docker([...run, '--volume', `${directory}:/etc/caddy:ro`, CADDY_IMAGE]);
  return () => bundle.engine.docker(['rm', '--force', 'other-caddy']);
}

test('behind nginx or Caddy of the host: page, calls and limits, on the ports that are left', async () => {
  const files = 'docker-compose.yml:deploy/behind-proxy.yml';
  await bundle.writeEnv({ ...SETTINGS, DOMAIN: NAME, PUBLIC_IP: ADDRESS, COMPOSE_FILE: files });
  await bundle.up();
  const listening = (await vps.exec('ss', ['-Hlntu'])).stdout
    .split('\n')
    .map((line) => line.split(/\s+/))
    .flatMap(([protocol, , , , local = '']) =>
      local.startsWith('[') || local === '' ? [] : [`${protocol} ${local}`],
    );
  expect(new Set(listening)).toEqual(
    new Set(['tcp 127.0.0.1:3000', 'tcp 0.0.0.0:3478', 'udp 0.0.0.0:3478', 'tcp 0.0.0.0:5349']),
  );
  const urls = await bundle.exec('signaling', ['cat', '/run/burrow/signaling/turn-urls']);
  expect(urls.stdout).toBe(`turn:${NAME}:3478?transport=udp,turn:${NAME}:3478?transport=tcp`);

  // The service has come by TCP, and the health check has: none of them is one from outside.
  await expect.poll(waysThatWork, { timeout: 60_000 }).toEqual(['3478/udp', '3478/tcp']);
  expect((await connectionsFromOutside()).turn_tcp).toBe(0);

  for (const start of [startNginx, startCaddy]) {
    const stop = await start();
    await expect.poll(() => webSocketStatus(`https://${NAME}`), { timeout: 30_000 }).toBe('101');
    expect(await webSocketStatus('https://elsewhere.example')).not.toBe('101');
    const { stdout } = await client.exec('curl', [
      ...['-sk', '--fail', '--resolve', `${NAME}:443:${ADDRESS}`, '-X', 'POST'],
      ...['-H', `Authorization: Bearer ${API_KEY}`, `https://${NAME}/api/turn-credentials`],
    ]);
    const [{ username, credential: password }] = JSON.parse(stdout).iceServers;
    for (const [port, transport] of [
      [3478, 'udp'],
      [3478, 'tcp'],
      [5349, { tls: { serverName: NAME } }],
    ] as const) {
      const order = { server: { address: ADDRESS, port }, transport, credential: { username, password } };
      const report = await relay(client, { ...order, messages: 3, everyMs: 10 });
      expect([port, report]).toMatchObject([port, { codes: [0, 0], received: 3 }]);
    }
    await stop();
  }
  // Two allocations over each, twice.
  expect(await connectionsFromOutside()).toMatchObject({ turn_tcp: 4, turn_tls: 4 });
});

async function waysThatWork(): Promise<readonly string[]> {
  const { ways } = JSON.parse((await vps.exec('curl', ['-s', 'http://127.0.0.1:3000/readyz'])).stdout);
  return ways
    .filter(({ status }: { status: string }) => status === 'ok')
    .map(({ way }: { way: string }) => way);
}

/** As `./scripts/burrow doctor --remote` asks for them. */
async function connectionsFromOutside(): Promise<Readonly<Record<string, number>>> {
  return JSON.parse((await bundle.exec('keeper', ['node', 'keeper/dist/edge-connections.js'])).stdout);
}
