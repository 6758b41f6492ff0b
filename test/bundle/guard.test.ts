/** The limits of the relay: of one connection (turnserver.conf), and of all together (the guard). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Bundle } from '../engine/bundle.ts';
import type { Client, Host } from '../lab/host.ts';
import { createLab, type Lab } from '../lab/lab.ts';
import { fetchCredential, flood } from './turn.ts';

const ADDRESS = '203.0.113.10';
const API_KEY = 'a-key-of-this-test-0123456789';
const SETTINGS = { PUBLIC_IP: ADDRESS, API_KEY };
const RECOVERY = { timeout: 90_000, interval: 500 };
/** turnserver.conf: max-bps. */
const MBIT_PER_CONNECTION = 12;
const CAP_MBIT = 5;
const SECONDS = 3;

let lab: Lab;
let vps: Host;
let bundle: Bundle;
let client: Client;

beforeAll(async () => {
  lab = await createLab();
  vps = await lab.addHost('vps', { address: ADDRESS });
  client = await lab.addClient('client', 'open');
  bundle = await Bundle.on(vps);
  await bundle.writeEnv(SETTINGS);
  await bundle.up();
});

afterAll(async () => {
  await bundle?.close();
  await lab?.close();
});

test('one relayed connection carries no more than max-bps', async () => {
  const { sentMbit, receivedMbit } = await flooded({ pairs: 1, mbitPerPair: 2 * MBIT_PER_CONNECTION });
  expect(sentMbit).toBeGreaterThan(1.5 * MBIT_PER_CONNECTION);
  expect(receivedMbit).toBeLessThan(1.3 * MBIT_PER_CONNECTION);
  expect(receivedMbit).toBeGreaterThan(0.5 * MBIT_PER_CONNECTION);
});

test('without TURN_MAX_MBIT several carry more than one may', async () => {
  const { receivedMbit } = await flooded({ pairs: 3, mbitPerPair: CAP_MBIT });
  expect(receivedMbit).toBeGreaterThan(2 * CAP_MBIT);
});

test('with TURN_MAX_MBIT all together carry no more than that', async () => {
  await bundle.writeEnv({ ...SETTINGS, TURN_MAX_MBIT: String(CAP_MBIT) });
  await bundle.up();
  await expect.poll(loadedRules, RECOVERY).toMatch(/limit rate over/);
  await expect
    .poll(() => flooded({ pairs: 1, mbitPerPair: 1 }).catch(String), RECOVERY)
    .toHaveProperty('receivedMbit');
  const { sentMbit, receivedMbit } = await flooded({ pairs: 3, mbitPerPair: CAP_MBIT });
  expect(sentMbit).toBeGreaterThan(2 * CAP_MBIT);
  expect(receivedMbit).toBeLessThan(1.1 * CAP_MBIT);
  expect(receivedMbit).toBeGreaterThan(0.6 * CAP_MBIT);
});

test('the guard may be loaded again, and is there once', async () => {
  const { stdout: guard } = await bundle.exec('turn', ['cat', '/run/burrow/turn/guard.nft']);
  const before = await loadedRules();
  expect(before.match(/^table /gm)).toHaveLength((await tablesOfTheEngine()) + 1);
  for (let again = 0; again < 2; again++) await nft(['--define', 'world=eth2', '--file', '-'], guard);
  expect(withoutCounts(await loadedRules())).toBe(withoutCounts(before));
});

const withoutCounts = (rules: string) => rules.replaceAll(/packets \d+ bytes \d+|iifname != "\w+"/g, '');
const loadedRules = () => nft(['list', 'ruleset']);

/** Docker has rules of its own there, for its name server. */
async function tablesOfTheEngine(): Promise<number> {
  return ((await loadedRules()).match(/^table ip6? /gm) ?? []).length;
}

/** In coturn's network namespace. */
async function nft(args: readonly string[], input?: string): Promise<string> {
  const enter = ['--target', await bundle.inspect('turn', '{{.State.Pid}}'), '--net', 'nft', ...args];
  return (await vps.exec('nsenter', enter, input === undefined ? {} : { input })).stdout;
}

async function flooded(how: { readonly pairs: number; readonly mbitPerPair: number }) {
  const credential = await fetchCredential(client, `https://${ADDRESS}/`, API_KEY);
  return flood(client, { server: { address: ADDRESS, port: 3478 }, credential, seconds: SECONDS, ...how });
}
