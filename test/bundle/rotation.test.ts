/** A new TURN secret while people call: no credential ever fails, and an old one ends when it should. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TurnCredential } from '../../signaling/src/turn-probe/turn-client.ts';
import { Bundle } from '../engine/bundle.ts';
import type { Client } from '../lab/host.ts';
import { createLab, type Lab } from '../lab/lab.ts';
import { fetchCredential, RunningRelay, relay } from './turn.ts';

const ADDRESS = '203.0.113.10';
const URL_OF_PAGE = `https://${ADDRESS}/`;
const API_KEY = 'a-key-of-this-test-0123456789';
const RECOVERY = { timeout: 60_000, interval: 200 };
const ROTATIONS = 4;
const UNAUTHORIZED = 401;
const SERVER = { server: { address: ADDRESS, port: 3478 }, transport: 'udp' } as const;

let lab: Lab;
let bundle: Bundle;
let client: Client;

beforeAll(async () => {
  lab = await createLab();
  const vps = await lab.addHost('vps', { address: ADDRESS });
  client = await lab.addClient('client', 'symmetric');
  bundle = await Bundle.on(vps);
  await bundle.writeEnv({ PUBLIC_IP: ADDRESS, API_KEY, TURN_CREDENTIAL_TTL_SECONDS: '60' });
  await bundle.up();
});

afterAll(async () => {
  await bundle?.close();
  await lab?.close();
});

/** Null while the service cannot be asked. */
const freshCredential = () => fetchCredential(client, URL_OF_PAGE, API_KEY).catch(() => null);

async function rotate(): Promise<string> {
  const { stdout } = await bundle.exec('keeper', ['node', 'keeper/dist/rotate.js']);
  return stdout.trim();
}

async function publishedSecret(): Promise<string> {
  return (await bundle.exec('signaling', ['cat', '/run/burrow/signaling/turn-secret'])).stdout.trim();
}

/** Base64 of the HMAC-SHA1 of the user name (draft-uberti-behave-turn-rest-00 §2.2). */
function isSignedWith(secret: string, { username, password }: TurnCredential): boolean {
  return createHmac('sha1', secret).update(username).digest('base64') === password;
}

/** Until the service, which follows its file, signs with the secret that stands there. */
async function whenSigningAnew(): Promise<void> {
  const secret = await publishedSecret();
  await expect
    .poll(async () => {
      const credential = await freshCredential();
      return credential !== null && isSignedWith(secret, credential);
    }, RECOVERY)
    .toBe(true);
}

async function rowsOfCoturn(): Promise<number> {
  const question = `new (require('node:sqlite').DatabaseSync)('/run/burrow/turn/turndb').prepare('SELECT count(*) AS count FROM turn_secret').get().count`;
  return Number((await bundle.exec('keeper', ['node', '-p', question])).stdout);
}

const allocationsWith = async (credential: TurnCredential) =>
  (await relay(client, { ...SERVER, credential, messages: 3, everyMs: 10 })).codes;

test('no fresh credential fails while the secret is rotated again and again, and a call goes on', async () => {
  const credential = await fetchCredential(client, URL_OF_PAGE, API_KEY);
  const call = await RunningRelay.start(client, { ...SERVER, credential, messages: 0, everyMs: 20 });
  let over = false;
  const outcomes: unknown[] = [];
  const people = (async () => {
    while (!over) {
      const fresh = await freshCredential();
      if (fresh !== null) outcomes.push(await allocationsWith(fresh));
    }
  })();
  for (let count = 0; count < ROTATIONS; count += 1) {
    const before = await publishedSecret();
    expect(await rotate()).toMatch(/^TURN secret rotated; .* until \d{4}-\d\d-\d\dT[\d:.]+Z at most$/);
    expect(await publishedSecret()).not.toBe(before);
    await whenSigningAnew();
  }
  over = true;
  await people;
  expect(outcomes.length).toBeGreaterThan(ROTATIONS);
  expect(outcomes).toEqual(outcomes.map(() => [0, 0]));
  const report = await call.stop();
  expect(report.received).toBe(report.sent);
  expect(await rowsOfCoturn()).toBe(ROTATIONS + 1);
});

test('a credential of the secret before is good until the keeper, also a restarted one, removes that', async () => {
  const credential = await fetchCredential(client, URL_OF_PAGE, API_KEY);
  await rotate();
  expect(await allocationsWith(credential)).toEqual([0, 0]);
  // As if all the time had passed since.
  const pass = `new (require('node:sqlite').DatabaseSync)('/run/burrow/keeper/turn-secrets.db').exec('UPDATE secret SET good_until = 1 WHERE is_current = 0')`;
  await bundle.exec('keeper', ['node', '-e', pass]);
  await bundle.compose(['restart', 'keeper']);
  await expect.poll(rowsOfCoturn, RECOVERY).toBe(1);
  expect(await allocationsWith(credential)).toEqual([UNAUTHORIZED, UNAUTHORIZED]);
  await whenSigningAnew();
  const fresh = await fetchCredential(client, URL_OF_PAGE, API_KEY);
  expect(await allocationsWith(fresh)).toEqual([0, 0]);
});

test('two rotations at once are one after the other', async () => {
  const rows = await rowsOfCoturn();
  await Promise.all(
    [rotate(), rotate(), bundle.compose(['restart', 'keeper'])].map((each) => each.catch(() => '')),
  );
  await rotate();
  const published = await publishedSecret();
  expect(await rowsOfCoturn()).toBeGreaterThanOrEqual(rows + 1);
  const current = `new (require('node:sqlite').DatabaseSync)('/run/burrow/keeper/turn-secrets.db').prepare('SELECT value FROM secret WHERE is_current = 1').all().map(({value}) => value).join()`;
  expect((await bundle.exec('keeper', ['node', '-p', current])).stdout.trim()).toBe(published);
});
