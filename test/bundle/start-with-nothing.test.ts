import { afterAll, beforeAll, expect, test } from 'vitest';
import { CallPage } from '../driver/call-page.ts';
import { Bundle } from '../engine/bundle.ts';
import { nameServerAddress } from '../lab/address-plan.ts';
import type { Client, Host } from '../lab/host.ts';
import { createLab, type Lab } from '../lab/lab.ts';

const ADDRESS = '203.0.113.10';
const AUTHORITY = ['acme-v02.api.letsencrypt.org'];

let lab: Lab;
let vps: Host;
let bundle: Bundle;
let ann: Client;
let ben: Client;
let contacts: () => Promise<readonly string[]>;

beforeAll(async () => {
  lab = await createLab();
  vps = await lab.addHost('vps', { address: ADDRESS });
  [ann, ben] = [await lab.addClient('ann', 'symmetric'), await lab.addClient('ben', 'symmetric')];
  contacts = await vps.watchContacts();
  bundle = await Bundle.on(vps);
  await bundle.up();
});

afterAll(async () => {
  await bundle?.close();
  await lab?.close();
});

test('with no .env, two people behind symmetric NATs are connected through the relay', async () => {
  const annPage = await CallPage.open(await ann.launchChromium(), `https://${ADDRESS}/`);
  const link = await annPage.startCall('Ann');
  const benPage = await CallPage.open(await ben.launchChromium(), link);
  await benPage.joinCall('Ben');
  for (const page of [annPage, benPage]) {
    const [received] = await page.waitForMedia(1);
    expect(received?.candidateTypes).toEqual(['relay', 'relay']);
    expect(page.problems).toEqual([]);
  }
});

test('nobody is contacted but the people of the call, the name server, and who certifies', async () => {
  // Where there is a provider's metadata address, it is asked as well; it leads nowhere else.
  const known = [ann.publicAddress, ben.publicAddress, nameServerAddress];
  const seen = await contacts();
  expect(seen).toEqual(expect.arrayContaining(known));
  const strangers = seen.filter((address) => !known.includes(address));
  expect(strangers.filter((address) => !/^(169\.254|100\.100)\./.test(address))).toEqual([]);
  // The engine asks the name server for the name of a part that does not run yet.
  const names = lab.namesAskedForBy(vps).filter((name) => name.includes('.'));
  expect(new Set(names)).toEqual(new Set(AUTHORITY));
});

test('the secrets are kept when it is taken down and up again', async () => {
  const secretsOf = async () =>
    (
      await bundle.exec('keeper', [
        'sh',
        '-c',
        'cd /run/burrow/keeper && cat ../signaling/turn-secret resume-key',
      ])
    ).stdout;
  const before = await secretsOf();
  expect(before).toMatch(/^[\w-]{43}\n?[\w-]{43}\n$/);
  await bundle.compose(['down']);
  await bundle.up();
  expect(await secretsOf()).toBe(before);
});
