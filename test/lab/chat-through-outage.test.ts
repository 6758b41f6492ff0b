import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CallPage } from '../driver/call-page.ts';
import { type Deployment, deploy } from './deployment.ts';
import { createLab, type Lab } from './lab.ts';

const NAME = 'call.burrow.test';
/** Long enough that the connection fails and is healed, short enough that nobody loses their seat. */
const OUTAGE_MS = 20_000;

let lab: Lab;
let burrow: Deployment;

beforeAll(async () => {
  lab = await createLab({ names: { [NAME]: '203.0.113.10' } });
  const server = await lab.addHost('server', { address: '203.0.113.10' });
  burrow = await deploy(server, { name: NAME });
}, 10 * 60_000);

afterAll(() => lab?.close());

const texts = (page: Page) => page.locator('.chat-text').allTextContents();

async function say(page: Page, text: string): Promise<void> {
  await page.getByTestId('chat-input').fill(text);
  await page.getByTestId('chat-input').press('Enter');
}

test('what is written while a network is down arrives when it is back, once and in order, and says so meanwhile', async () => {
  const network = await lab.addClient('ann', 'cone');
  const [annBrowser, benBrowser] = await Promise.all([
    network.launchChromium(),
    lab.addClient('ben', 'cone').then((client) => client.launchChromium()),
  ]);
  const ann = await CallPage.open(annBrowser, burrow.url);
  const ben = await CallPage.open(benBrowser, await ann.startCall('Ann'));
  await ben.joinCall('Ben');
  await Promise.all([ann.waitForMedia(1), ben.waitForMedia(1)]);
  for (const { page } of [ann, ben]) await page.getByTestId('chat').click();
  await say(ann.page, 'before');
  await expect.poll(() => texts(ben.page)).toEqual(['before']);
  await expect.poll(() => ann.page.locator('.chat-delivery').count()).toBe(0);

  const plugIn = await network.block();
  await say(ann.page, 'one');
  await say(ann.page, 'two');
  await say(ben.page, 'three');
  await ann.page.getByTestId('hand').click();
  await delay(OUTAGE_MS);
  expect(await ann.page.locator('.chat-delivery').allTextContents()).toEqual(
    Array(2).fill('On its way to Ben'),
  );
  expect(await texts(ben.page)).toEqual(['before', 'three']);
  await plugIn();

  await expect.poll(() => texts(ben.page), { timeout: 60_000 }).toEqual(['before', 'three', 'one', 'two']);
  await expect.poll(() => texts(ann.page)).toEqual(['before', 'one', 'two', 'three']);
  for (const { page } of [ann, ben]) await expect.poll(() => page.locator('.chat-delivery').count()).toBe(0);
  await ben.tile('Ann').getByRole('img', { name: 'Hand raised' }).waitFor();
  await Promise.all([annBrowser.close(), benBrowser.close()]);
});
