import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallPage } from '../driver/call-page.ts';
import { type Deployment, deploy } from './deployment.ts';
import { createLab, type Lab } from './lab.ts';
import { msUntilMedia } from './received-media.ts';
import { openWithCamera } from './small-camera.ts';

const SERVER = '203.0.113.10';
const NAME = 'call.burrow.test';
const CAPACITY = 8;
/** A room full of them; fewer where a machine is too slow for eight browsers' work. */
const PEOPLE = readPeople(process.env.BURROW_PEOPLE);
const CAMERA = { width: 160, height: 90, frameRate: 10 };
const PATIENCE_MS = 60_000;

let lab: Lab;
let burrow: Deployment;

beforeAll(async () => {
  lab = await createLab({ names: { [NAME]: SERVER } });
  burrow = await deploy(await lab.addHost('server', { address: SERVER }), { name: NAME });
}, 10 * 60_000);

afterAll(() => lab?.close());

test('all see and hear all, and one who leaves is gone for all', async () => {
  const browser = await (await lab.addClient('all', 'open')).launchChromium();
  const open = (url: string) => openWithCamera(browser, url, CAMERA);
  const first = await open(burrow.url);
  const link = await first.startCall('Person 1');
  const people: CallPage<Page>[] = [first];
  while (people.length < PEOPLE) {
    const person = await open(link);
    await person.joinCall(`Person ${people.length + 1}`);
    people.push(person);
    // All those who are there already, each in both directions.
    await Promise.all(people.map((one) => one.waitForMedia(people.length - 1, PATIENCE_MS)));
  }
  const pages = people.map(({ page }) => page);
  expect(await msUntilMedia(pages, PEOPLE - 1, PATIENCE_MS), 'media in every pair at once').not.toBeNull();
  for (const { page } of people)
    await expect.poll(() => page.getByTestId('tile').count()).toBe(people.length - 1);

  const others = people.slice(0, -1);
  await people.at(-1)?.page.getByTestId('leave').click();
  for (const { page } of others)
    await expect
      .poll(() => page.getByTestId('tile').count(), { timeout: PATIENCE_MS })
      .toBe(people.length - 2);
  expect(people.flatMap(({ problems }) => problems)).toEqual([]);
  await browser.close();
}, 300_000);

function readPeople(text: string | undefined): number {
  const people = text === undefined ? CAPACITY : Number(text);
  if (Number.isInteger(people) && people >= 2 && people <= CAPACITY) return people;
  throw new Error(`BURROW_PEOPLE: expected 2 to ${CAPACITY}, got “${text}”.`);
}
