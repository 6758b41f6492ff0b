/** The probe of the relay against a real coturn, and what the service tells of it. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { HostFacts } from '../../keeper/src/turnserver/host-facts.ts';
import { createTurnCredentials } from '../../signaling/src/core/turn-credentials.ts';
import { createRelayProbe } from '../../signaling/src/turn-probe/probe-relay.ts';
import { resolveHost } from '../../signaling/src/turn-probe/resolve-host.ts';
import type { Transport } from '../../signaling/src/turn-probe/transport.ts';
import { createTurnClient } from '../../signaling/src/turn-probe/turn-client.ts';
import { startService } from '../../signaling/test/service.ts';
import { systemCoturn } from '../lab/coturn-builds.ts';
import { freePort } from './coturn/free-port.ts';
import { ownHostFacts } from './coturn/own-host-facts.ts';
import { type CoturnOptions, RunningCoturn, SECRET } from './coturn/running-coturn.ts';

const OWN = '127.0.0.1';
const { version: found, command } = await systemCoturn();

async function startCoturn(
  facts: Partial<HostFacts> = {},
  alter: CoturnOptions['alter'] = (text) => text,
): Promise<RunningCoturn> {
  const coturn = await RunningCoturn.start({
    ...{ command, alter },
    facts: { ...(await ownHostFacts(found, OWN)), ...facts },
  });
  onTestFinished(() => coturn.stop());
  return coturn;
}

interface ProbeOrder {
  readonly host?: string;
  readonly port: number;
  readonly transport?: Transport;
  readonly secret?: string;
}

function probeOf({ host = OWN, port, transport = 'udp', secret = SECRET }: ProbeOrder) {
  const now = () => Date.now();
  const credentials = createTurnCredentials({
    urls: () => ['turn:x'],
    secret: () => secret,
    ttlSeconds: 60,
    now,
  });
  return createRelayProbe({
    ...{ host, port, transport, resolveHost, createClient: createTurnClient, credentials, now },
  });
}

test('bytes get through, again and again: what a probe has allocated it gives back', async () => {
  // Room for one probe; coturn takes a moment until what was given back is free.
  const coturn = await startCoturn({}, (text) => `${text}\ntotal-quota=2\n`);
  const probe = probeOf({ host: 'localhost', port: coturn.facts.listeningPort });
  for (let probes = 0; probes < 3; probes++) await expect.poll(probe).toMatchObject({ ok: true });
});

test('bytes get through under the public address of a host behind NAT', async () => {
  const coturn = await startCoturn({ publicAddress: '203.0.113.10' });
  expect(await probeOf({ port: coturn.facts.listeningPort })()).toMatchObject({ ok: true });
});

test('another secret, a full house, a closed door and nobody at all are told apart', async () => {
  const coturn = await startCoturn();
  const port = coturn.facts.listeningPort;
  expect(await probeOf({ port, secret: 'x'.repeat(32) })()).toEqual({ ok: false, fault: 'unauthorized' });
  const full = await startCoturn({ userQuota: 1 });
  expect(await probeOf({ port: full.facts.listeningPort })()).toEqual({ ok: false, fault: 'quota' });
  const closed = await startCoturn({}, (text) => text.replaceAll(/^allowed-peer-ip=.*$/gm, ''));
  expect(await probeOf({ port: closed.facts.listeningPort })()).toEqual({ ok: false, fault: 'forbidden' });
  expect(await probeOf({ port: await freePort(OWN) })()).toEqual({ ok: false, fault: 'timeout' });
  expect(await probeOf({ host: 'no-such-host.invalid', port })()).toEqual({ ok: false, fault: 'name' });
});

test('the service tells what it finds, and keeps the health file, while calls are taken all the time', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'burrow-health-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const healthFile = join(directory, 'relay-works');
  const port = await freePort(OWN);
  const { url, logged } = await startService({
    TURN_SECRET: SECRET,
    TURN_PROBE: `${OWN}:${port}`,
    TURN_HEALTH_FILE: healthFile,
  });
  const told = async () => {
    const answer = await fetch(`${url}/readyz`);
    const { status, turn } = (await answer.json()) as { status: string; turn: string };
    return [answer.status, status, turn];
  };
  await expect.poll(told).toEqual([200, 'ready', 'timeout']);
  expect(existsSync(healthFile)).toBe(false);
  await startCoturn({ listeningPort: port });
  await expect.poll(told).toEqual([200, 'ready', 'ok']);
  expect(Date.now() - Date.parse(readFileSync(healthFile, 'utf8'))).toBeLessThan(60_000);
  expect(logged.map(({ level, message }) => [level, message])).toEqual([['info', 'the relay works']]);
});
