/** The stage and the controls of a call, in real browsers: who is large, who is heard, what the keyboard can do. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startService } from '../../signaling/test/service.ts';
import { CallPage } from '../driver/call-page.ts';
import { launchChromium } from '../driver/chromium.ts';
import { webRoot } from '../driver/web-root.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser?.close());

async function callOf(...names: string[]) {
  const { url } = await startService({ WEB_ROOT: webRoot });
  const first = await CallPage.open(browser, url.replace('127.0.0.1', 'localhost'));
  const link = await first.startCall('Ann');
  const others: CallPage<Page>[] = [];
  for (const name of names) {
    const other = await CallPage.open(browser, link);
    await other.joinCall(name);
    others.push(other);
  }
  await first.waitForMedia(names.length);
  return { ann: first, others, closeAll: () => Promise.all([first, ...others].map((one) => one.close())) };
}

async function areaOf(page: Page, tile: string): Promise<number> {
  const box = await page.locator(tile).boundingBox();
  return box === null ? 0 : box.width * box.height;
}

const isFocused = (page: Page, testId: string) =>
  page.getByTestId(testId).evaluate((element) => element === document.activeElement);

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, testId: string): Promise<void> {
  for (let presses = 0; presses < MOST_TABS; presses += 1) {
    if (await isFocused(page, testId)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Expected ${testId} within ${MOST_TABS} presses of Tab`);
}
const MOST_TABS = 30;

test('a pinned person is large, and like the others again when unpinned', async () => {
  const { ann, closeAll } = await callOf('Ben', 'Cleo');
  const ben = ann.tile('Ben');
  const [benTile, cleoTile] = ['article[aria-label=Ben]', 'article[aria-label=Cleo]'];
  expect(await areaOf(ann.page, benTile)).toBeCloseTo(await areaOf(ann.page, cleoTile), -2);
  await ben.hover();
  await ben.getByRole('button', { name: 'Pin Ben' }).click();
  await expect
    .poll(async () => (await areaOf(ann.page, benTile)) / (await areaOf(ann.page, cleoTile)))
    .toBeGreaterThan(3);
  await ben.getByRole('button', { name: 'Unpin Ben' }).click();
  await expect
    .poll(async () => (await areaOf(ann.page, benTile)) / (await areaOf(ann.page, cleoTile)))
    .toBeCloseTo(1, 1);
  await closeAll();
});

test('who speaks has the ring and, in speaker view, the room', async () => {
  const { ann, others, closeAll } = await callOf('Ben', 'Cleo');
  const [ben, cleo] = others as [CallPage<Page>, CallPage<Page>];
  // Chromium's fake microphone beeps: Ben is heard, Cleo is not.
  await cleo.page.getByTestId('toggle-microphone').click();
  await ann.page.locator('article[aria-label=Ben][data-speaking=true]').waitFor();
  await ann.page.locator('article[aria-label=Cleo][data-speaking=false]').waitFor();
  await ann.page.getByTestId('more').click();
  await ann.page.getByTestId('speaker-view').click();
  const ratio = async (one: string, other: string) =>
    (await areaOf(ann.page, `article[aria-label=${one}]`)) /
    (await areaOf(ann.page, `article[aria-label=${other}]`));
  await expect.poll(() => ratio('Ben', 'Cleo')).toBeGreaterThan(3);

  await ben.page.getByTestId('toggle-microphone').click();
  await ann.page.locator('article[aria-label=Ben][data-speaking=false]').waitFor();
  await cleo.page.getByTestId('toggle-microphone').click();
  await ann.page.locator('article[aria-label=Cleo][data-speaking=true]').waitFor();
  await expect.poll(() => ratio('Cleo', 'Ben')).toBeGreaterThan(3);
  await closeAll();
});

test('the own picture goes to another corner, and away, and comes back', async () => {
  const { ann, closeAll } = await callOf('Ben');
  const own = ann.page.locator('.tile-own');
  await own.hover();
  expect(await own.getAttribute('data-corner')).toBe('bottom-right');
  await ann.page.getByTestId('move-own').click();
  expect(await own.getAttribute('data-corner')).toBe('bottom-left');

  // It glides there.
  await expect.poll(async () => (await own.boundingBox())?.x).toBeLessThan(40);
  const box = await own.boundingBox();
  if (box === null) throw new Error('the own picture is not shown');
  await ann.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await ann.page.mouse.down();
  await ann.page.mouse.move(1200, 60, { steps: 4 });
  await ann.page.mouse.up();
  expect(await own.getAttribute('data-corner')).toBe('top-right');

  for (const count of [0, 1]) {
    await ann.page.getByTestId('more').click();
    await ann.page.getByTestId('hide-own').click();
    await expect.poll(() => own.count()).toBe(count);
  }
  await closeAll();
});

test('the keyboard alone goes from the first page through a call and out of it', async () => {
  const { url } = await startService({ WEB_ROOT: webRoot });
  const { page } = await CallPage.open(browser, url.replace('127.0.0.1', 'localhost'));
  await tabTo(page, 'new-call');
  await page.keyboard.press('Enter');
  await page.getByTestId('name-input').waitFor();
  const link = page.url();
  await tabTo(page, 'name-input');
  await page.keyboard.type('Ann');
  await page.keyboard.press('Enter');
  await page.getByTestId('leave').waitFor();
  const ben = await CallPage.open(browser, link);
  await ben.joinCall('Ben');
  await page.locator('article[aria-label=Ben]').waitFor();

  const microphone = page.getByTestId('toggle-microphone');
  await page.keyboard.press('m');
  await expect.poll(() => microphone.getAttribute('aria-label')).toBe('Unmute microphone');
  await expect.poll(() => page.title()).toBe('Muted · Call (2) · Burrow');
  await page.keyboard.down(' ');
  await expect.poll(() => microphone.getAttribute('aria-label')).toBe('Mute microphone');
  await page.keyboard.up(' ');
  await expect.poll(() => microphone.getAttribute('aria-label')).toBe('Unmute microphone');
  await page.keyboard.press('v');
  await expect
    .poll(() => page.getByTestId('toggle-camera').getAttribute('aria-label'))
    .toBe('Turn camera on');

  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await page.keyboard.press('m');
  expect(await microphone.getAttribute('aria-label'), 'a key in a dialog').toBe('Unmute microphone');
  const areKeysOn = page.getByRole('checkbox', { name: 'Use single keys as shortcuts' });
  await areKeysOn.focus();
  await page.keyboard.press(' ');
  await expect.poll(() => areKeysOn.isChecked()).toBe(false);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.keyboard.press('m');
  await page.keyboard.press('v');
  expect(await microphone.getAttribute('aria-label'), 'keys that are switched off').toBe('Unmute microphone');
  expect(await page.getByTestId('toggle-camera').getAttribute('aria-label')).toBe('Turn camera on');

  await tabTo(page, 'more');
  await page.keyboard.press('Enter');
  await page.getByTestId('shortcuts').waitFor();
  await tabTo(page, 'hide-own');
  await page.keyboard.press('Escape');
  await page.getByTestId('shortcuts').waitFor({ state: 'hidden' });
  await expect.poll(() => isFocused(page, 'more'), { message: 'focus after the menu' }).toBe(true);
  await tabTo(page, 'leave');
  await page.keyboard.press('Enter');
  await page.getByTestId('rejoin').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  await Promise.all([ben.close(), page.context().close()]);
});

test('a letter that is typed into a field is a letter', async () => {
  const { ann, closeAll } = await callOf('Ben');
  await ann.page.keyboard.press('i');
  const field = ann.page.getByTestId('invite-link');
  await field.waitFor();
  await field.press('m');
  await field.press('v');
  expect(await ann.page.getByTestId('toggle-microphone').getAttribute('aria-label')).toBe('Mute microphone');
  expect(await ann.page.getByTestId('toggle-camera').getAttribute('aria-label')).toBe('Turn camera off');
  await closeAll();
});

test('closing the tab is asked about in a call with others, and not before or alone', async () => {
  const { url } = await startService({ WEB_ROOT: webRoot });
  const ann = await CallPage.open(browser, url.replace('127.0.0.1', 'localhost'));
  const link = await ann.startCall('Ann');
  const isAsked = () =>
    ann.page.evaluate(() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true })));
  expect(await isAsked()).toBe(false);
  const ben = await CallPage.open(browser, link);
  await ben.joinCall('Ben');
  await ann.tile('Ben').waitFor();
  await expect.poll(isAsked).toBe(true);
  await ben.page.getByTestId('leave').click();
  await expect.poll(isAsked).toBe(false);
  await Promise.all([ann.close(), ben.close()]);
});

test.each([
  [320, 568],
  [390, 844],
  [844, 390],
  [1280, 800],
])('at %i×%i every control can be hit, and nothing has to be scrolled', async (width, height) => {
  const { ann, closeAll } = await callOf('Ben', 'Cleo');
  await ann.page.setViewportSize({ width, height });
  await ann.page.getByTestId('more').click();
  await ann.page.getByTestId('shortcuts').scrollIntoViewIfNeeded();
  const small = await ann.page.locator('button:visible').evaluateAll((buttons) =>
    buttons
      .map((button) => ({ box: button.getBoundingClientRect(), name: button.getAttribute('aria-label') }))
      .filter(({ box }) => Math.min(box.width, box.height) < 44)
      .map(({ name, box }) => `${name} ${box.width}×${box.height}`),
  );
  expect(small).toEqual([]);
  const outside = await ann.page.locator('.control, .tile').evaluateAll((elements) =>
    elements
      .map((element) => element.getBoundingClientRect())
      .filter(
        (box) =>
          box.left < 0 || box.top < 0 || box.right > innerWidth + 0.5 || box.bottom > innerHeight + 0.5,
      )
      .map(({ x, y, width: w, height: h }) => `${x} ${y} ${w}×${h}`),
  );
  expect(outside).toEqual([]);
  expect(await ann.page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  await closeAll();
});

test('the small window shows who is there, mutes, and leaves with the call', async () => {
  const { ann, closeAll } = await callOf('Ben');
  await ann.page.getByTestId('more').click();
  const [small] = await Promise.all([
    ann.page.context().waitForEvent('page'),
    ann.page.getByTestId('picture-in-picture').click(),
  ]);
  await small.getByText('Ben', { exact: true }).waitFor();
  await small.locator('main[data-picture=true]').waitFor();
  const surface = () => getComputedStyle(document.documentElement).getPropertyValue('--surface');
  expect(await small.evaluate(surface)).toMatch(/\S/);
  await small.getByRole('button', { name: 'Mute microphone' }).click();
  await expect
    .poll(() => ann.page.getByTestId('toggle-microphone').getAttribute('aria-label'))
    .toBe('Unmute microphone');
  const closed = small.waitForEvent('close');
  await ann.page.getByTestId('leave').click();
  await closed;
  await closeAll();
});

test('the screen is kept on during the call, and no longer', async () => {
  const { url } = await startService({ WEB_ROOT: webRoot });
  const context = await browser.newContext({ locale: 'en-US' });
  await context.addInitScript(countWakeLocks);
  const page = await context.newPage();
  const held = () => page.evaluate(() => (window as unknown as { wakeLocks: Set<unknown> }).wakeLocks.size);
  await page.goto(url.replace('127.0.0.1', 'localhost'));
  await page.getByTestId('new-call').click();
  await page.getByTestId('join-call').click();
  await page.getByTestId('leave').waitFor();
  await expect.poll(held).toBe(1);
  // As the system does when the page is hidden.
  await page.evaluate(async () => {
    for (const lock of (window as unknown as { wakeLocks: Set<WakeLockSentinel> }).wakeLocks)
      await lock.release();
  });
  expect(await held()).toBe(0);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect.poll(held).toBe(1);
  await page.getByTestId('leave').click();
  await expect.poll(held).toBe(0);
  await context.close();
});

/** Runs in the page before its own scripts. */
function countWakeLocks(): void {
  const wakeLocks = new Set<WakeLockSentinel>();
  Object.assign(window, { wakeLocks });
  const request = WakeLock.prototype.request;
  WakeLock.prototype.request = async function (type) {
    const lock = await request.call(this, type);
    wakeLocks.add(lock);
    lock.addEventListener('release', () => wakeLocks.delete(lock));
    return lock;
  };
}
