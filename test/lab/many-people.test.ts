import { type CpuInfo, cpus } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallPage } from '../driver/call-page.ts';
import { type Deployment, deploy } from './deployment.ts';
import { createLab, type Lab } from './lab.ts';
import { openWithCamera } from './small-camera.ts';

const SERVER = '203.0.113.10';
const NAME = 'call.burrow.test';
const CAPACITY = 8;
const FEWEST = 4;
/** So many, whatever the machine; without it as many as it carries, for each brings a whole browser's work along. */
const ASKED_FOR = readAskedFor(process.env.BURROW_PEOPLE);
/** Of the processors' time. Where they have no more to give, each newcomer costs those who are there their calls. */
const MOST_BUSY = 0.9;
const LOOK_MS = 3_000;
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
  while (
    people.length < (ASKED_FOR ?? CAPACITY) &&
    (ASKED_FOR !== null || (await carriesMore(people.length)))
  ) {
    const person = await open(link);
    await person.joinCall(`Person ${people.length + 1}`);
    people.push(person);
    // All those who are there already, each in both directions.
    await Promise.all(people.map((one) => one.waitForMedia(people.length - 1, PATIENCE_MS)));
  }
  process.stdout.write(`${people.length} people\n`);
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

function readAskedFor(text: string | undefined): number | null {
  if (text === undefined) return null;
  const number = Number(text);
  if (Number.isInteger(number) && number >= FEWEST && number <= CAPACITY) return number;
  throw new Error(`BURROW_PEOPLE: expected ${FEWEST} to ${CAPACITY}, got “${text}”.`);
}

/** Why wait: what a newcomer costs at first says nothing of what they cost from then on. */
async function carriesMore(people: number): Promise<boolean> {
  if (people < FEWEST) return true;
  const before = cpus();
  await delay(LOOK_MS);
  return busyShare(before, cpus()) < MOST_BUSY;
}

function busyShare(before: readonly CpuInfo[], after: readonly CpuInfo[]): number {
  const sum = (all: readonly CpuInfo[], of: (times: CpuInfo['times']) => number) =>
    all.reduce((total, { times }) => total + of(times), 0);
  const spent = (of: (times: CpuInfo['times']) => number) => sum(after, of) - sum(before, of);
  const idle = spent((times) => times.idle);
  return 1 - idle / spent(({ user, nice, sys, irq, idle: rest }) => user + nice + sys + irq + rest);
}
