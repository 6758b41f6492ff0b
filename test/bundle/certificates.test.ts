import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Bundle } from '../engine/bundle.ts';
import type { Client } from '../lab/host.ts';
import { createLab, type Lab } from '../lab/lab.ts';
import { Pebble, type PebbleOptions } from '../lab/pebble.ts';
import { get, servedSerial } from './trust.ts';

const ADDRESS = '203.0.113.10';
const ACME = { name: 'acme.burrow.test', address: '192.0.2.20' };
const NAME = 'call.burrow.test';
const API_KEY = 'a-key-of-this-test-0123456789';

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
      names: { [ACME.name]: ACME.address, [NAME]: ADDRESS, 'other.burrow.test': ADDRESS },
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
    const socket = await openWebSocket(`https://${NAME}/`);
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

const started = (part: 'caddy' | 'edge' | 'keeper') => bundle.inspect(part, '{{.State.StartedAt}}');

const webSocketProgram = fileURLToPath(new URL('../lab/programs/open-web-socket.ts', import.meta.url));

async function openWebSocket(url: string): Promise<{ stop(): Promise<unknown> }> {
  const process_ = client.spawn(process.execPath, [webSocketProgram, url], { keepsInputOpen: true });
  await process_.waitForOutput(/^open$/m);
  return {
    async stop() {
      process_.closeInput();
      await process_.exited;
      return JSON.parse(process_.stdout.split('\n').findLast((line) => line.startsWith('{')) ?? 'null');
    },
  };
}
