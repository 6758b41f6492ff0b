import { hostname } from 'node:os';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CallPage } from '../driver/call-page.ts';
import { findInFirefox } from '../driver/find-in-firefox.ts';
import { type Deployment, deploy } from './deployment.ts';
import { createLab, type Lab } from './lab.ts';

const START_LIMIT_MS = 10 * 60_000;
const NAME = 'call.burrow.test';

let lab: Lab;
let burrow: Deployment;

beforeAll(async () => {
  lab = await createLab({ names: { [NAME]: '203.0.113.10' } });
  const server = await lab.addHost('server', { address: '203.0.113.10' });
  burrow = await deploy(server, { name: NAME });
}, START_LIMIT_MS);

afterAll(() => lab?.close());

test('Firefox and Chromium behind symmetric NATs see and hear each other through our relay', async () => {
  const ann = await lab.addClient('ann', 'symmetric');
  const firefox = await ann.launchFirefox();
  const chromium = await (await lab.addClient('ben', 'symmetric')).launchChromium();
  const annPage = await CallPage.open(firefox, burrow.url);
  const benPage = await CallPage.open(chromium, await annPage.startCall('Ann'));
  await benPage.joinCall('Ben');

  const [[atAnn], [atBen]] = await Promise.all([annPage.waitForMedia(1), benPage.waitForMedia(1)]);
  for (const end of [atAnn, atBen]) {
    expect(end?.candidateTypes?.[0]).toBe('relay');
    // Both are offered; which one is selected so early is up to the browser.
    expect(end?.relayProtocol).toMatch(/^(udp|tcp)$/);
  }
  await expect.poll(() => pathOnTile(annPage.page)).toMatch(/^relay-/);
  await expect.poll(() => benPage.tile('Ann').getAttribute('data-path')).toMatch(/^relay-/);
  expect([...annPage.problems, ...benPage.problems]).toEqual([]);
  // Updates, telemetry and the like are off: it talks to the deployment alone.
  expect(lab.namesAskedForBy(ann).filter((name) => name !== hostname())).toEqual([NAME]);
  await Promise.all([firefox.close(), chromium.close()]);
});

test('Firefox and Chromium chat; Firefox sees the screen of the other, Chromium the hand', async () => {
  const firefox = await (await lab.addClient('fay', 'cone')).launchFirefox();
  const chromium = await (await lab.addClient('gus', 'cone')).launchChromium();
  const fay = await CallPage.open(firefox, burrow.url);
  const gus = await CallPage.open(chromium, await fay.startCall('Fay'));
  await gus.joinCall('Gus');
  await Promise.all([fay.waitForMedia(1), gus.waitForMedia(1)]);

  await findInFirefox(fay.page, 'chat').click();
  await findInFirefox(fay.page, 'chat-input').fill('from Fay');
  await fay.page.keyboard.press('Enter');
  await gus.page.getByTestId('chat').click();
  await gus.page.getByTestId('chat-input').fill('from Gus');
  await gus.page.getByTestId('chat-input').press('Enter');
  await expect.poll(() => textsOf(fay.page)).toEqual(expect.arrayContaining(['from Fay', 'from Gus']));
  await expect
    .poll(() => gus.page.locator('.chat-text').allTextContents())
    .toEqual(expect.arrayContaining(['from Fay', 'from Gus']));

  await gus.page.getByTestId('share-screen').click();
  await fay.page.locator('[data-testid="screen-tile"][data-picture="true"]').wait();
  await findInFirefox(fay.page, 'react').click();
  await findInFirefox(fay.page, 'hand').click();
  await gus.tile('Fay').getByRole('img', { name: 'Hand raised' }).waitFor();
  await gus.page.getByTestId('share-screen').click();
  await expect.poll(() => fay.page.$('[data-testid="screen-tile"]')).toBeNull();
  await Promise.all([fay, gus].map(async (one) => one.waitForMoreMedia(await one.received())));
  expect([...fay.problems, ...gus.problems]).toEqual([]);
  await Promise.all([firefox.close(), chromium.close()]);
});

test('a page in Firefox has camera and microphone, and offers the addresses of somebody who granted them', async () => {
  const cat = await lab.addClient('cat', 'cone');
  const firefox = await cat.launchFirefox();
  const { page } = await CallPage.open(firefox, burrow.url);
  const { kinds, candidates } = await page.evaluate(captureAndGather);
  expect(kinds.toSorted()).toEqual(['audio live', 'video live']);
  expect([...new Set(candidates.map((candidate) => candidate.split(' ')[4]))]).toEqual([cat.address]);
  await firefox.close();
});

function textsOf(page: Page): Promise<(string | null)[]> {
  return page.evaluate(() => [...document.querySelectorAll('.chat-text')].map((one) => one.textContent));
}

function pathOnTile(page: Page): Promise<string | null> {
  return page.evaluate(
    () => document.querySelector('[data-testid="tile"]')?.getAttribute('data-path') ?? null,
  );
}

/** Runs in the page. */
async function captureAndGather(): Promise<{ kinds: string[]; candidates: string[] }> {
  const media = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
  const connection = new RTCPeerConnection();
  const candidates: string[] = [];
  const complete = new Promise<void>((resolve) => {
    connection.onicecandidate = ({ candidate }) => {
      if (candidate?.candidate) candidates.push(candidate.candidate);
      else if (!candidate) resolve();
    };
  });
  connection.createDataChannel('probe');
  await connection.setLocalDescription();
  await complete;
  connection.close();
  return { kinds: media.getTracks().map((track) => `${track.kind} ${track.readyState}`), candidates };
}
