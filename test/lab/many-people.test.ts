import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallPage } from '../driver/call-page.ts';
import { type Deployment, deploy } from './deployment.ts';
import { createLab, type Lab } from './lab.ts';
import { openWithCamera } from './small-camera.ts';

const SERVER = '203.0.113.10';
const NAME = 'call.burrow.test';
const CAPACITY = 8;
/** Fewer on a machine with less than two processors for it. */
const EVERYBODY = Number(process.env.BURROW_PEOPLE ?? CAPACITY);
const CAMERA = { width: 160, height: 90, frameRate: 10 };
const PATIENCE_MS = 60_000;

let lab: Lab;
let burrow: Deployment;

beforeAll(async () => {
  lab = await createLab({ names: { [NAME]: SERVER } });
  burrow = await deploy(await lab.addHost('server', { address: SERVER }), { name: NAME });
}, 10 * 60_000);

afterAll(() => lab?.close());

test('all see and hear all, one too many is told that the room is full, and one who leaves is gone for all', async () => {
  const browser = await (await lab.addClient('all', 'open')).launchChromium();
  const open = (url: string) => openWithCamera(browser, url, CAMERA);
  const first = await open(burrow.url);
  const link = await first.startCall('Person 1');
  const people: CallPage<Page>[] = [first];
  for (let number = 2; number <= EVERYBODY; number += 1) {
    const person = await open(link);
    await person.joinCall(`Person ${number}`);
    people.push(person);
    // All those who are there already, each in both directions.
    await Promise.all(people.map((one) => one.waitForMedia(people.length - 1, PATIENCE_MS)));
  }
  for (const { page } of people)
    await expect.poll(() => page.getByTestId('tile').count()).toBe(EVERYBODY - 1);

  if (EVERYBODY === CAPACITY) {
    const ninth = await open(link);
    await ninth.enterName('Person 9');
    await ninth.clickJoin();
    await ninth.page.getByTestId('join-problem').waitFor();
  }

  await people[3]?.page.getByTestId('leave').click();
  const others = people.filter((_, index) => index !== 3);
  for (const { page } of others)
    await expect.poll(() => page.getByTestId('tile').count(), { timeout: PATIENCE_MS }).toBe(EVERYBODY - 2);
  expect(people.flatMap(({ problems }) => problems)).toEqual([]);
  await browser.close();
}, 300_000);
