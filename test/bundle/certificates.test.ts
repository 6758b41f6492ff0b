import { X509Certificate } from 'node:crypto';
import { chmod, copyFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Bundle, type Part } from '../engine/bundle.ts';
import { createAuthority } from '../lab/authority.ts';
import type { Client } from '../lab/host.ts';
import { createLab, type Lab } from '../lab/lab.ts';
import { Pebble, type PebbleOptions } from '../lab/pebble.ts';
import { openWebSocket } from './open-web-socket.ts';
import { get, servedSerial } from './trust.ts';
import { fetchCredential, RunningRelay } from './turn.ts';

const ADDRESS = '203.0.113.10';
const ACME = { name: 'acme.burrow.test', address: '192.0.2.20' };
const NAME = 'call.burrow.test';
const API_KEY = 'a-key-of-this-test-0123456789';

/** Relative to docker-compose.yml, in both ways to write that. */
const OWN_FILES = { TLS_CERT_FILE: 'certificate.pem', TLS_KEY_FILE: './key.pem' };

/** Fresh orders, the hand-over and a reload together. */
const SOON = { timeout: 60_000, interval: 500 };

let lab: Lab;
let client: Client;
let pebble: Pebble;
let bundle: Bundle;

/** A lab with an authority that is not started yet, and a host with the engine. */
function setUp(options: {
  readonly behindOneToOneNat?: boolean;
  readonly validitySeconds?: PebbleOptions['validitySeconds'];
}): void {
  beforeAll(async () => {
    lab = await createLab({
      names: {
        [ACME.name]: ACME.address,
        [NAME]: ADDRESS,
        'other.burrow.test': ADDRESS,
        'elsewhere.burrow.test': '192.0.2.99',
      },
    });
    const vps = await lab.addHost('vps', {
      address: ADDRESS,
      behindOneToOneNat: options.behindOneToOneNat ?? false,
    });
    const acme = await lab.addHost('acme', { address: ACME.address });
    client = await lab.addClient('client', 'symmetric');
    pebble = await Pebble.on(acme, { name: ACME.name, validitySeconds: options.validitySeconds ?? {} });
    bundle = await Bundle.on(vps);
    await writeFile(join(bundle.directory, 'acme-root.pem'), pebble.httpsRoot);
  });
  afterAll(async () => {
    await bundle?.close();
    await lab?.close();
  });
}

const started = (part: Part) => bundle.inspect(part, '{{.State.StartedAt}}');

const settings = () => ({ ACME_CA: pebble.directoryUrl, ACME_CA_ROOT_FILE: 'acme-root.pem', API_KEY });

async function certificateState(): Promise<Record<string, unknown>> {
  const { stdout } = await bundle.exec('keeper', ['cat', '/run/burrow/keeper/certificate-state.json']);
  return JSON.parse(stdout);
}

/** The page is trusted by whoever trusts the authority, and TURN over TLS has the same certificate. */
async function expectTrusted(host: string): Promise<string> {
  const root = await pebble.rootFile();
  await expect.poll(async () => (await get(client, `https://${host}/`, root)).status, SOON).toBe(200);
  const name = host === ADDRESS ? null : host;
  const serial = await servedSerial(client, ADDRESS, name, 'https');
  expect(serial).toMatch(/^serial=/);
  await expect.poll(() => servedSerial(client, ADDRESS, name, 'turns'), SOON).toBe(serial);
  await expect.poll(certificateState, SOON).toMatchObject({ state: 'trusted', name: host });
  return serial;
}

describe('a name and an authority', () => {
  setUp({});

  test('without the authority the bundle comes up, and says what is wrong', async () => {
    await bundle.writeEnv({ ...settings(), DOMAIN: NAME });
    await bundle.up();
    expect((await get(client, `https://${NAME}/`)).status).toBe(200);
    await expect
      .poll(certificateState, SOON)
      .toMatchObject({ state: 'fallback', reason: { code: 'acme-authority-unreachable' } });
    const plain = await get(client, `http://${NAME}/some/page`);
    expect(plain.status).toBe(503);
    expect(plain.body).toContain('the certificate authority is to answer this host');
    expect(plain.body).toContain('无法访问证书机构');
    expect((await get(client, `https://${NAME}/`)).headers).not.toContain('strict-transport-security');
  });

  test('once the authority is there the page is trusted, with nothing started again', async () => {
    const ids = await Promise.all((['caddy', 'edge', 'keeper'] as const).map((part) => started(part)));
    const socket = await openWebSocket(client, `https://${NAME}/`);
    await pebble.start();
    const root = await pebble.rootFile();
    const since = performance.now();
    await expect
      .poll(async () => (await get(client, `https://${NAME}/`, root)).status, { ...SOON, timeout: 150_000 })
      .toBe(200);
    process.stdout.write(
      `recovered after ${Math.round((performance.now() - since) / 1000)} s, ${pebble.orders} order(s)\n`,
    );
    await expectTrusted(NAME);
    expect((await get(client, `http://${NAME}/some/page`)).headers).toContain(
      `location: https://${NAME}/some/page`,
    );
    expect((await get(client, `https://${NAME}/`)).headers).toContain('strict-transport-security');
    expect(await Promise.all((['caddy', 'edge', 'keeper'] as const).map((part) => started(part)))).toEqual(
      ids,
    );
    expect(await socket.stop()).toEqual({ opened: 1, closed: 0 });
  });

  test('stopping and starting orders nothing new', async () => {
    const serial = await expectTrusted(NAME);
    const { orders } = pebble;
    await bundle.up();
    await bundle.compose(['down']);
    await bundle.up();
    expect(await expectTrusted(NAME)).toBe(serial);
    expect(pebble.orders).toBe(orders);
  });
});

describe.each([
  ['a public address', false],
  ['an address that a 1:1 NAT maps to the host', true],
])('%s and an authority', (_, behindOneToOneNat) => {
  setUp({ behindOneToOneNat });

  test('https://ADDRESS/ is trusted, without any name', async () => {
    await pebble.start();
    await bundle.writeEnv({ ...settings(), PUBLIC_IP: ADDRESS });
    await bundle.up();
    await expectTrusted(ADDRESS);
    // Two, when Caddy is visited before HAProxy has found it.
    expect(pebble.orders, pebble.log).toBeLessThanOrEqual(2);
  });
});

describe("the operator's own files", () => {
  setUp({});

  test('a key for root alone is served, and the keeper has no capability', async () => {
    const authority = await createAuthority(bundle.directory, 'own');
    const files = await authority.issue('first', [NAME]);
    await chmod(files.keyFile, 0o600);
    await copyFile(files.certFile, join(bundle.directory, 'certificate.pem'));
    await copyFile(files.keyFile, join(bundle.directory, 'key.pem'));
    await chmod(join(bundle.directory, 'key.pem'), 0o600);
    await bundle.writeEnv({ DOMAIN: NAME, API_KEY, ...OWN_FILES });
    await bundle.up();
    expect((await get(client, `https://${NAME}/`, files.rootFile)).status).toBe(200);
    const serial = await servedSerial(client, ADDRESS, NAME, 'https');
    await expect.poll(() => servedSerial(client, ADDRESS, NAME, 'turns'), SOON).toBe(serial);
    expect(await certificateState()).toMatchObject({ state: 'own', problems: [] });
    const { stdout } = await bundle.exec('keeper', ['grep', '-E', '^(Uid|Cap(Eff|Bnd))', '/proc/1/status']);
    expect(stdout).toMatch(/^Uid:\s+0\s/m);
    expect([...stdout.matchAll(/^Cap\w+:\s+(\d+)$/gm)].map(([, set]) => Number(set))).toEqual([0, 0]);
  });

  test.each([
    ['written over', false],
    ['put in their place', true],
  ])('renewed files are taken: %s', async (label, isReplaced) => {
    const authority = await createAuthority(bundle.directory, label.replaceAll(' ', '-'));
    const files = await authority.issue('next', [NAME]);
    const socket = await openWebSocket(client, `https://${NAME}/`);
    for (const [from, to] of [
      [files.certFile, 'certificate.pem'],
      [files.keyFile, 'key.pem'],
    ] as const) {
      const path = join(bundle.directory, to);
      if (isReplaced) await rename(from, path);
      else await copyFile(from, path);
    }
    if (isReplaced) await bundle.compose(['restart', 'keeper']);
    await expect
      .poll(async () => (await get(client, `https://${NAME}/`, files.rootFile)).status, SOON)
      .toBe(200);
    const serial = await servedSerial(client, ADDRESS, NAME, 'https');
    await expect.poll(() => servedSerial(client, ADDRESS, NAME, 'turns'), SOON).toBe(serial);
    expect(await socket.stop()).toEqual({ opened: 1, closed: 0 });
  });

  test('files that do not belong together give way to what stands in, at a start', async () => {
    const before = await servedSerial(client, ADDRESS, NAME, 'https');
    const other = await (await createAuthority(bundle.directory, 'wrong')).issue('other', [NAME]);
    await copyFile(other.keyFile, join(bundle.directory, 'key.pem'));
    await bundle.compose(['restart', 'keeper']);
    await expect
      .poll(certificateState, SOON)
      .toMatchObject({ state: 'fallback', reason: { code: 'own-files' } });
    await expect
      .poll(async () => (await get(client, `http://${NAME}/`)).body, SOON)
      .toContain('found that it belongs to another');
    expect((await get(client, `https://${NAME}/`)).status).toBe(200);
    await expect.poll(() => servedSerial(client, ADDRESS, NAME, 'https'), SOON).not.toBe(before);
  });

  test('without them again the keeper has its own user back', async () => {
    await pebble.start();
    await bundle.writeEnv({ ...settings(), DOMAIN: NAME });
    await bundle.up();
    await expectTrusted(NAME);
    const { stdout } = await bundle.exec('keeper', ['id', '-u']);
    expect(stdout.trim()).toBe('10001');
  });
});

describe('a host that the world does not see', () => {
  setUp({ behindOneToOneNat: true });

  test('whoever installs the offered root trusts the page', async () => {
    const vps = bundle.host;
    await bundle.writeEnv({ API_KEY });
    await bundle.up();
    const address = vps.address;
    await expect.poll(certificateState, SOON).toMatchObject({ state: 'internal', name: address });
    const offered = await get(vps, `http://${address}/ca.crt`);
    expect(offered.status).toBe(200);
    expect(offered.headers).toContain('application/x-x509-ca-cert');
    expect((await get(vps, `https://${address}/ca.crt`)).body).toBe(offered.body);
    const root = join(bundle.directory, 'offered-root.crt');
    await writeFile(root, offered.body);
    expect((await get(vps, `https://${address}/`, root)).status).toBe(200);
    const { fingerprint256 } = new X509Certificate(offered.body);
    expect(await bundle.logs('keeper')).toContain(fingerprint256);
    expect((await get(vps, `http://${address}/x`)).headers).toContain(`location: https://${address}/x`);
  });
});

describe('certificates that last two minutes', () => {
  // Of an order that names no profile Pebble takes any.
  setUp({ validitySeconds: { default: 120, shortlived: 120 } });

  test('a renewal disturbs neither a relayed session nor a page', { timeout: 400_000 }, async () => {
    await pebble.start();
    await bundle.writeEnv({ ...settings(), DOMAIN: NAME });
    await bundle.up();
    const serial = await expectTrusted(NAME);
    const credential = await fetchCredential(client, `https://${NAME}/`, API_KEY);
    const session = await RunningRelay.start(client, {
      ...{ server: { address: ADDRESS, port: 443 }, transport: { tls: { serverName: NAME } }, credential },
      ...{ messages: 0, everyMs: 20 },
    });
    const socket = await openWebSocket(client, `https://${NAME}/`);
    const renewed = { timeout: 200_000, interval: 2_000 };
    await expect.poll(() => servedSerial(client, ADDRESS, NAME, 'https'), renewed).not.toBe(serial);
    expect(await expectTrusted(NAME)).not.toBe(serial);
    const report = await session.stop();
    process.stdout.write(`renewal: ${JSON.stringify(report)}, ${pebble.orders} order(s)\n`);
    expect(report.received).toBe(report.sent);
    // As in lifecycle.test.ts.
    expect(report.longestGapMs).toBeLessThan(1_000);
    expect(await socket.stop()).toEqual({ opened: 1, closed: 0 });
  });
});

describe('a name that leads elsewhere', () => {
  setUp({});

  test('orders are few, and the page says why there is no certificate', async () => {
    await pebble.start();
    await bundle.writeEnv({ ...settings(), DOMAIN: 'elsewhere.burrow.test' });
    await bundle.up();
    await expect.poll(certificateState, SOON).toMatchObject({
      state: 'fallback',
      reason: { code: 'acme-ports-closed' },
    });
    process.stdout.write(`after the first failure: ${pebble.orders} order(s)\n`);
    expect(pebble.orders).toBeLessThanOrEqual(3);
    await expect
      .poll(async () => (await get(client, `http://${ADDRESS}/`)).body, SOON)
      .toContain('on TCP ports 80 and 443');
  });
});
