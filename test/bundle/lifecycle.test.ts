import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TurnCredential } from '../../signaling/src/turn-probe/turn-client.ts';
import { Bundle, PARTS, type Part } from '../engine/bundle.ts';
import type { Client } from '../lab/host.ts';
import { createLab, type Lab } from '../lab/lab.ts';
import { coturnStarts, fetchCredential, RunningRelay, relay } from './turn.ts';

const ADDRESS = '203.0.113.10';
const URL_OF_PAGE = `https://${ADDRESS}/`;
const API_KEY = 'a-key-of-this-test-0123456789';
const SETTINGS = { PUBLIC_IP: ADDRESS, API_KEY };
const RECOVERY = { timeout: 90_000, interval: 500 };

let lab: Lab;
let bundle: Bundle;
let client: Client;

beforeAll(async () => {
  lab = await createLab();
  const vps = await lab.addHost('vps', { address: ADDRESS });
  client = await lab.addClient('client', 'symmetric');
  bundle = await Bundle.on(vps);
  await bundle.writeEnv(SETTINGS);
  await bundle.up();
});

afterAll(async () => {
  await bundle?.close();
  await lab?.close();
});

/** Everything that a call needs: the page, a credential, and bytes relayed over UDP and over TLS on 443. */
async function expectThatCallsWork(): Promise<void> {
  await expect
    .poll(() => Promise.all(PARTS.map((part) => bundle.health(part))), RECOVERY)
    .toEqual(PARTS.map(() => 'healthy'));
  const credential = await credentialOnceServed();
  for (const [port, transport] of [
    [3478, 'udp'],
    [443, 'udp'],
    [443, 'tcp'],
    [443, { tls: { serverName: null } }],
  ] as const) {
    const server = { address: ADDRESS, port };
    // coturn may just be starting anew.
    await expect
      .poll(() => relay(client, { server, transport, credential, messages: 10, everyMs: 10 }), RECOVERY)
      .toMatchObject({ codes: [0, 0], relayedAddress: ADDRESS, received: 10 });
  }
}

/** After a change of the name there is no certificate for a moment. */
async function credentialOnceServed(): Promise<TurnCredential> {
  let credential: TurnCredential | undefined;
  await expect
    .poll(async () => {
      credential = await fetchCredential(client, URL_OF_PAGE, API_KEY).catch(() => undefined);
      return credential;
    }, RECOVERY)
    .toBeDefined();
  return credential as TurnCredential;
}

const started = (part: Part) => bundle.inspect(part, '{{.State.StartedAt}}');

test('calls work', expectThatCallsWork);

test('a second "up" changes nothing', async () => {
  const before = await Promise.all(PARTS.map(started));
  await bundle.up();
  expect(await Promise.all(PARTS.map(started))).toEqual(before);
});

test('calls work after the engine was restarted', async () => {
  await bundle.engine.stop();
  await bundle.engine.start();
  await expectThatCallsWork();
});

test('calls work after the host has lost its power', async () => {
  await bundle.engine.crash();
  await bundle.engine.start();
  await expectThatCallsWork();
});

test('a change of .env arrives where it is needed, and the secrets are kept', async () => {
  const secret = await bundle.exec('signaling', ['cat', '/run/burrow/signaling/turn-secret']);
  await bundle.writeEnv({ ...SETTINGS, PUBLIC_IP: '203.0.113.11', TURN_USER_QUOTA: '77' });
  await bundle.up();
  await expect
    .poll(
      async () => (await bundle.exec('turn', ['cat', '/run/burrow/turn/turnserver.conf'])).stdout,
      RECOVERY,
    )
    .toMatch(/^user-quota=77$/m);
  const credential = await credentialOnceServed();
  const order = { server: { address: ADDRESS, port: 3478 }, transport: 'udp', credential } as const;
  await expect
    .poll(() => relay(client, { ...order, messages: 3, everyMs: 10 }), RECOVERY)
    .toMatchObject({ codes: [0, 0], relayedAddress: '203.0.113.11', received: 3 });
  expect(await bundle.exec('signaling', ['cat', '/run/burrow/signaling/turn-secret'])).toEqual(secret);
  await bundle.writeEnv(SETTINGS);
  await bundle.up();
  await expectThatCallsWork();
});

test('a changed turnserver.conf is taken once the keeper has started again', async () => {
  const path = join(bundle.directory, 'turnserver.conf');
  const policy = await readFile(path, 'utf8');
  const before = await coturnStarts(bundle);
  await writeFile(path, policy.replace('max-bps=1500000', 'max-bps=1400000'));
  await bundle.compose(['restart', 'keeper']);
  await expect
    .poll(
      async () => (await bundle.exec('turn', ['cat', '/run/burrow/turn/turnserver.conf'])).stdout,
      RECOVERY,
    )
    .toMatch(/^max-bps=1400000$/m);
  await expect.poll(() => coturnStarts(bundle), RECOVERY).toBe(before + 1);
  await expectThatCallsWork();
});

test('a new certificate is served while a TURN session over TLS goes on', async () => {
  const served = async () =>
    (
      await client.exec('bash', [
        '-c',
        `openssl s_client -connect ${ADDRESS}:443 </dev/null 2>/dev/null | openssl x509 -noout -serial`,
      ])
    ).stdout;
  const before = await served();
  const credential = await fetchCredential(client, URL_OF_PAGE, API_KEY);
  const session = await RunningRelay.start(client, {
    ...{ server: { address: ADDRESS, port: 443 }, transport: { tls: { serverName: null } }, credential },
    ...{ messages: 0, everyMs: 20 },
  });
  // The keeper makes a new one when there is none any more.
  await bundle.exec('keeper', ['sh', '-c', 'rm /run/burrow/keeper/certificate*.pem']);
  await bundle.compose(['restart', 'keeper']);
  await expect.poll(served, RECOVERY).not.toBe(before);
  const report = await session.stop();
  expect(report.received).toBe(report.sent);
  // A connection made anew would take longer and lose what was on its way; the rest is how busy this machine is.
  expect(report.longestGapMs).toBeLessThan(1_000);
});
