import type { ElementHandle } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CallPage } from '../driver/call-page.ts';
import type { ClientKind } from './client-kinds.ts';
import { type Deployment, deploy } from './deployment.ts';
import { createLab, type Lab } from './lab.ts';

const START_LIMIT_MS = 10 * 60_000;

let lab: Lab;
let burrow: Deployment;

beforeAll(async () => {
  lab = await createLab({ names: { 'call.burrow.test': '203.0.113.10' } });
  const server = await lab.addHost('server', { address: '203.0.113.10' });
  burrow = await deploy(server, { name: 'call.burrow.test' });
}, START_LIMIT_MS);

afterAll(() => lab?.close());

/** Two people on networks of these kinds in one call, each with a browser of their own. */
async function callBetween(one: ClientKind, other: ClientKind) {
  const count = ++calls;
  const ann = await (await lab.addClient(`ann${count}`, one)).launchChromium();
  const ben = await (await lab.addClient(`ben${count}`, other)).launchChromium();
  const annPage = await CallPage.open(ann, burrow.url);
  const link = await annPage.startCall('Ann');
  const benPage = await CallPage.open(ben, link);
  await benPage.joinCall('Ben');
  return {
    ...{ ann: annPage, ben: benPage, link },
    async end() {
      await Promise.all([ann.close(), ben.close()]);
    },
  };
}

let calls = 0;

test('two people behind symmetric NATs see and hear each other through our relay', async () => {
  const { ann, ben, end } = await callBetween('symmetric', 'symmetric');
  const [[atAnn], [atBen]] = await Promise.all([ann.waitForMedia(1), ben.waitForMedia(1)]);
  expect(atAnn?.candidateTypes).toContain('relay');
  expect(atBen?.candidateTypes).toContain('relay');
  await expect.poll(() => ann.tile('Ben').getAttribute('data-path')).toMatch(/^relay-/);
  expect([...ann.problems, ...ben.problems]).toEqual([]);
  await end();
});

test('two people with public addresses are connected directly', async () => {
  const { ann, ben, end } = await callBetween('open', 'open');
  await Promise.all([ann.waitForMedia(1), ben.waitForMedia(1)]);
  // Chromium may begin with a relayed pair and go over to the direct one when it has proved itself.
  for (const page of [ann, ben]) {
    const types = async () => (await page.received())[0]?.candidateTypes;
    await expect.poll(types, { timeout: 20_000 }).not.toContain('relay');
    await expect.poll(() => page.tile().getAttribute('data-path'), { timeout: 20_000 }).toBe('direct');
  }
  await end();
});

test('somebody whose network lets no UDP out is reached through TURN over TCP', async () => {
  const { ann, ben, end } = await callBetween('udp-blocked', 'symmetric');
  const [[atAnn]] = await Promise.all([ann.waitForMedia(1), ben.waitForMedia(1)]);
  expect(atAnn?.candidateTypes?.[0]).toBe('relay');
  expect(atAnn?.relayProtocol).toBe('tcp');
  await end();
});

test('the service is killed and started anew: media never stops, everybody is back, the owner still the owner', async () => {
  const { ann, ben, link, end } = await callBetween('symmetric', 'symmetric');
  const before = await Promise.all([ann.waitForMedia(1), ben.waitForMedia(1)]);
  const tile = (await ann.tile('Ben').elementHandle()) as ElementHandle<HTMLElement>;
  const peerId = await tile.getAttribute('data-peer-id');

  await burrow.killService();
  await Promise.all([ann, ben].map((page) => page.page.getByTestId('signaling-away').waitFor()));
  const meanwhile = await Promise.all([ann.waitForMoreMedia(before[0]), ben.waitForMoreMedia(before[1])]);

  await burrow.startService();
  await Promise.all(
    [ann, ben].map((page) => page.page.getByTestId('signaling-away').waitFor({ state: 'detached' })),
  );
  await Promise.all([ann.waitForMoreMedia(meanwhile[0]), ben.waitForMoreMedia(meanwhile[1])]);
  expect(await tile.evaluate((element) => element.isConnected)).toBe(true);
  expect(await ann.tile('Ben').getAttribute('data-peer-id')).toBe(peerId);
  expect(await ann.tile().count()).toBe(1);
  // One peer connection each, from beginning to end.
  for (const { page } of [ann, ben]) expect(await page.evaluate(countPeerConnections)).toBe(1);

  await ann.page.getByTestId('lock').click();
  await expect.poll(() => ann.page.getByTestId('lock').getAttribute('aria-pressed')).toBe('true');
  const stranger = await (await lab.addClient(`eve${calls}`, 'open')).launchChromium();
  const evePage = await CallPage.open(stranger, link);
  await evePage.page.getByTestId('join-call').click();
  await evePage.page.getByTestId('entry-ask').waitFor();
  await stranger.close();
  await end();
});

/** Runs in the page. Those that nobody answered are none: the page makes one for trial. */
function countPeerConnections(): number {
  const { peerConnectionsMade } = window as unknown as { peerConnectionsMade: RTCPeerConnection[] };
  return peerConnectionsMade.filter(({ remoteDescription }) => remoteDescription !== null).length;
}
