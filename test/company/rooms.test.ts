/** Doors, owners and invitations: in real browsers, with the real service. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import decodeQr from 'qr/decode.js';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startService } from '../../signaling/test/service.ts';
import { launchChromium } from '../driver/chromium.ts';
import { webRoot } from '../driver/web-root.ts';
import { openPage } from './open-page.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser?.close());

/** Ann, who has opened a room, and perhaps locked it. */
async function roomOfAnn({ locked = false, ...settings }: { locked?: boolean; ROOM_CAPACITY?: string } = {}) {
  const { url } = await startService({ WEB_ROOT: webRoot, ...settings });
  const ann = await openPage(browser, url);
  const link = await ann.startCall('Ann');
  if (locked) await pressLock(ann);
  return { ann, link, url };
}

async function pressLock(owner: Awaited<ReturnType<typeof openPage>>) {
  await owner.page.getByTestId('lock').click();
  await expect.poll(() => owner.page.getByTestId('lock').getAttribute('aria-pressed')).toBe('true');
}

/** In front of a locked door, asking to be let in. */
async function knock(link: string, name: string) {
  const visitor = await openPage(browser, link);
  await visitor.enterName(name);
  await visitor.clickJoin();
  await visitor.page.getByTestId('entry-ask').click();
  return visitor;
}

function entryState(visitor: Awaited<ReturnType<typeof openPage>>) {
  return expect.poll(() => visitor.page.getByTestId('entry-state').getAttribute('data-state'));
}

test('who knocks is shown by name, let in alone, and seen and heard; the next one stays outside', async () => {
  const { ann, link } = await roomOfAnn({ locked: true });
  const ben = await knock(link, 'Ben');
  await entryState(ben).toBe('waiting');
  expect(await ann.page.getByTestId('visitor').textContent()).toContain('Ben');
  await ann.page.getByRole('button', { name: 'Admit Ben' }).click();
  await ben.page.getByTestId('leave').waitFor();
  await Promise.all([ann.waitForMedia(1), ben.waitForMedia(1)]);
  expect(await ann.page.getByTestId('visitor').count()).toBe(0);
  expect(await ann.page.getByTestId('lock').getAttribute('aria-pressed')).toBe('true');

  const eve = await knock(link, 'Eve');
  await ann.page.getByRole('button', { name: 'Decline Eve' }).click();
  await entryState(eve).toBe('declined');
  expect(await eve.page.getByTestId('leave').count()).toBe(0);

  await ann.page.getByTestId('lock').click();
  await expect.poll(() => ann.page.getByTestId('lock').getAttribute('aria-pressed')).toBe('false');
  await eve.clickJoin();
  await eve.waitForMedia(2);
});

test('two who type the same code meet, and are told what such a code is worth', async () => {
  const { url } = await startService({ WEB_ROOT: webRoot });
  const people = await Promise.all([openPage(browser, url), openPage(browser, url)]);
  for (const { page } of people) {
    await page.getByRole('textbox', { name: 'Room code or link' }).fill('quiet-otter-2041');
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await page.locator('.code-strength').waitFor();
  }
  for (const person of people) await person.joinCall('Somebody');
  await Promise.all(people.map((person) => person.waitForMedia(1)));
});

test('who has neither camera nor microphone watches and listens', async () => {
  const { ann, link } = await roomOfAnn();
  const ben = await openPage(browser, link);
  await ben.page.context().addInitScript(() => {
    navigator.mediaDevices.getUserMedia = async () => {
      throw new DOMException('none', 'NotFoundError');
    };
  });
  await ben.page.reload();
  await ben.joinCall('Ben');
  await ben.waitForMedia(1);
  await expect.poll(() => ann.tile('Ben').locator('.mark-off').count()).toBe(2);
  expect(await ann.tile('Ben').getAttribute('data-state')).toBe('connected');
});

test('who waits is told when nobody can open, goes on when an owner is back, and may stop waiting', async () => {
  const { ann, link } = await roomOfAnn();
  const ben = await openPage(browser, link);
  await ben.joinCall('Ben');
  await pressLock(ann);
  await ann.page.getByTestId('leave').click();
  const cleo = await knock(link, 'Cleo');
  await entryState(cleo).toBe('unheard');
  await ann.page.getByTestId('rejoin').click();
  await ann.joinCall('Ann');
  await entryState(cleo).toBe('waiting');
  await ann.page.getByTestId('visitor').waitFor();
  await cleo.page.getByTestId('entry-cancel').click();
  await entryState(cleo).toBe('idle');
  await expect.poll(() => ann.page.getByTestId('visitor').count()).toBe(0);
});

test('a room that is handed over has its new host, also after reloads', async () => {
  const { ann, link } = await roomOfAnn();
  const ben = await openPage(browser, link);
  await ben.joinCall('Ben');
  await ann.waitForMedia(1);
  await ann.page.getByTestId('more').click();
  await ann.page.getByTestId('host').click();
  await ann.page.getByTestId('hand-over').click();
  await ben.page.getByTestId('ownership-news').waitFor();
  await ann.page.getByTestId('lock').waitFor({ state: 'detached' });
  await Promise.all([ann.page.reload(), ben.page.reload()]);
  await Promise.all([ann.page.getByTestId('leave').waitFor(), ben.page.getByTestId('lock').waitFor()]);
  expect(await ann.page.getByTestId('lock').count()).toBe(0);
  await pressLock(ben);
});

test('a host ends the call for everyone', async () => {
  const { ann, link } = await roomOfAnn();
  const ben = await openPage(browser, link);
  await ben.joinCall('Ben');
  await ann.page.getByTestId('more').click();
  await ann.page.getByTestId('host').click();
  await ann.page.getByTestId('end-call').click();
  await ann.page.getByTestId('end-confirm').click();
  for (const person of [ann, ben]) {
    await person.page.getByRole('heading', { name: 'The call was ended for everyone' }).waitFor();
  }
  await ben.page.reload();
  // Nobody is brought back into a call that was ended.
  await ben.page.getByTestId('join-call').waitFor();
});

test('the QR code reads as the invite link', async () => {
  const { ann, link } = await roomOfAnn();
  await ann.page.getByTestId('invite').click();
  const code = ann.page.getByTestId('qr-code');
  await code.waitFor();
  const { path, size } = await code.evaluate((svg) => ({
    path: svg.querySelector('path')?.getAttribute('d') ?? '',
    size: Number(svg.getAttribute('viewBox')?.split(' ')[2]),
  }));
  expect(decodeQr(rasterize(path, size))).toBe(link);
});

test('rooms are remembered where the person wants it, open again, and are forgotten', async () => {
  const { url } = await startService({ WEB_ROOT: webRoot });
  const ann = await openPage(browser, url);
  expect(await ann.page.getByTestId('recent-room').count()).toBe(0);
  await ann.page.getByTestId('remember-rooms').check();
  const link = await ann.startCall('Ann');
  await ann.page.getByTestId('leave').click();
  await ann.page.goto(url.replace('127.0.0.1', 'localhost'));
  await ann.page.getByTestId('recent-room').click();
  await ann.page.getByTestId('join-call').waitFor();
  expect(ann.page.url()).toBe(link);
  await ann.page.goBack();
  await ann.page.getByTestId('forget-room').click();
  expect(await ann.page.getByTestId('recent-room').count()).toBe(0);
});

test('after an upgrade the call goes on, and the page offers to be loaded again, which nobody has to confirm', async () => {
  const upgraded = mkdtempSync(join(tmpdir(), 'burrow-upgraded-'));
  onTestFinished(() => rmSync(upgraded, { recursive: true }));
  cpSync(webRoot, upgraded, { recursive: true });
  const page = readFileSync(join(upgraded, 'index.html'), 'utf8');
  writeFileSync(join(upgraded, 'index.html'), page.replace(/(name="build" content=")[^"]*/, '$1another'));
  for (const file of ['index.html.br', 'index.html.gz']) rmSync(join(upgraded, file));

  const before = await startService({ WEB_ROOT: webRoot });
  const ann = await openPage(browser, before.url);
  const link = await ann.startCall('Ann');
  const ben = await openPage(browser, link);
  await ben.joinCall('Ben');
  await ann.waitForMedia(1);
  expect(await ann.page.getByTestId('update-ready').count()).toBe(0);
  await before.close();
  await startService({ WEB_ROOT: upgraded, PORT: String(before.port) });
  await ann.page.getByTestId('update-ready').waitFor({ timeout: 15_000 });
  expect(await ann.page.getByTestId('leave').count()).toBe(1);

  const questions: string[] = [];
  ann.page.on('dialog', (dialog) => {
    questions.push(dialog.type());
    void dialog.accept();
  });
  await ann.page.getByTestId('update-ready').getByRole('button', { name: 'Reload' }).click();
  const build = ann.page.locator('meta[name="build"]');
  await expect.poll(() => build.getAttribute('content')).toBe('another');
  await ann.waitForMedia(1);
  expect(questions).toEqual([]);
});

test('one too many is told that the room is full, and gets in when somebody has left', async () => {
  const { ann, link } = await roomOfAnn({ ROOM_CAPACITY: '2' });
  const ben = await openPage(browser, link);
  await ben.joinCall('Ben');
  const cleo = await openPage(browser, link);
  await cleo.enterName('Cleo');
  await cleo.clickJoin();
  await expect.poll(() => cleo.page.getByTestId('join-problem').textContent()).toMatch(/The room is full/);
  await ben.page.getByTestId('leave').click();
  await expect.poll(() => ann.tile().count()).toBe(0);
  await cleo.clickJoin();
  await cleo.page.getByTestId('leave').waitFor();
});

/** The squares of the drawing as a picture of four pixels a square. */
function rasterize(path: string, size: number) {
  const width = size * PIXELS_PER_SQUARE;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let row = 0; row < PIXELS_PER_SQUARE; row++) {
      const start = ((Number(y) * PIXELS_PER_SQUARE + row) * width + Number(x) * PIXELS_PER_SQUARE) * 4;
      for (let i = 0; i < PIXELS_PER_SQUARE; i++) data.set([0, 0, 0], start + i * 4);
    }
  }
  return { width, height: width, data };
}

const PIXELS_PER_SQUARE = 4;
