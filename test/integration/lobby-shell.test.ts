/** The lobby before the page's script has come: seen and used at once, and taken over without a loss. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startService } from '../../signaling/test/service.ts';
import { expectAccessible, OPPOSITE_FORMS } from '../driver/accessible.ts';
import { launchChromium } from '../driver/chromium.ts';
import { webRoot } from '../driver/web-root.ts';

const ROOM = '/r#q0mYw2bqK8s1n4u7Zc9dXA.5tGv1rPzO3kWbJh6yLmQeg';
const PAGE_SCRIPT = '**/assets/index-*.js';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser?.close());

interface Visit extends BrowserContextOptions {
  readonly path?: string;
  readonly stored?: Readonly<Record<string, string>>;
  /** Runs in the page before its own scripts. */
  readonly before?: () => void;
  /** What the network does not give. */
  readonly refused?: string;
}

/** A visitor whose browser gets the page's script only when `release` is called. */
async function visit({ path = ROOM, stored = {}, before, refused, ...options }: Visit = {}) {
  const { url } = await startService({ WEB_ROOT: webRoot });
  const home = url.replace('127.0.0.1', 'localhost');
  const context = await browser.newContext({ locale: 'en-US', ...options });
  const page = await context.newPage();
  await page.addInitScript(watchShifts);
  await page.addInitScript((entries) => {
    for (const [key, value] of Object.entries(entries)) localStorage.setItem(key, value);
  }, stored);
  if (before) await page.addInitScript(before);
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(PAGE_SCRIPT, async (route) => {
    await released;
    await route.continue();
  });
  const joins: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      if (String(payload).includes('"room:join"')) joins.push(String(payload));
    }),
  );
  if (refused) await page.route(refused, (route) => route.abort());
  await page.goto(new URL(path, home).href, { waitUntil: 'commit' });
  return { page, context, home, joins, release };
}

const takenOver = (page: Page) =>
  page.waitForFunction(() => performance.getEntriesByName('burrow drawn').length > 0);

test('a click before the script joins once the script is there, and once only', async () => {
  const { page, context, joins, release } = await visit();
  const join = page.getByRole('button', { name: 'Join call' });
  await join.click();
  const joining = page.getByTestId('join-call');
  expect(await joining.textContent()).toBe('Joining…');
  expect(await joining.getAttribute('aria-disabled')).toBe('true');
  await joining.click({ force: true });
  release();
  await page.getByTestId('leave').waitFor();
  expect(joins).toHaveLength(1);
  await context.close();
});

test('Enter in the name field before the script joins under that name', async () => {
  const { page, context, joins, release } = await visit({ stored: { 'burrow.name': 'Mei' } });
  const name = page.getByLabel('Your name');
  await expect.poll(() => name.inputValue()).toBe('Mei');
  await name.fill('Ada');
  await name.press('Enter');
  expect(await page.getByTestId('join-call').textContent()).toBe('Joining…');
  release();
  await page.getByTestId('leave').waitFor();
  expect(joins).toHaveLength(1);
  expect(await page.evaluate(() => localStorage.getItem('burrow.name'))).toBe('Ada');
  expect(new URL(page.url()).search).toBe('');
  await context.close();
});

test('what is typed, and where, stays when the script takes over', async () => {
  const { page, context, release } = await visit();
  const name = page.getByTestId('name-input');
  await name.pressSequentially('Adaa');
  await name.press('ArrowLeft');
  await name.evaluate((field) => Object.assign(window, { field }));
  release();
  await takenOver(page);
  await page.locator('[data-testid=self-view][data-picture=true]').waitFor();
  const now = await name.evaluate((field: HTMLInputElement) => ({
    isSame: field === (window as unknown as { field: Element }).field,
    hasFocus: field === document.activeElement,
    ...{ value: field.value, caret: field.selectionStart },
  }));
  expect(now).toEqual({ isSame: true, hasFocus: true, value: 'Adaa', caret: 3 });
  await name.press('Backspace');
  await expect.poll(() => page.evaluate(() => localStorage.getItem('burrow.name'))).toBe('Ada');
  await context.close();
});

test('a composition goes on while the script takes over', async () => {
  const { page, context, release } = await visit({ locale: 'zh-CN' });
  const name = page.getByTestId('name-input');
  await name.focus();
  await name.evaluate((field) => {
    const ends: unknown[] = [];
    Object.assign(window, { ends });
    field.addEventListener('compositionend', (event) => ends.push((event as CompositionEvent).data));
  });
  const line = await context.newCDPSession(page);
  await line.send('Input.imeSetComposition', { selectionStart: 2, selectionEnd: 2, text: 'li' });
  release();
  await takenOver(page);
  await page.locator('[data-testid=self-view][data-picture=true]').waitFor();
  expect(await page.evaluate(() => (window as unknown as { ends: unknown[] }).ends)).toEqual([]);
  await line.send('Input.insertText', { text: '李' });
  expect(await name.inputValue()).toBe('李');
  expect(await page.evaluate(() => (window as unknown as { ends: unknown[] }).ends)).toEqual(['李']);
  await context.close();
});

test('other controls do what was asked of them as soon as they can', async () => {
  const { page, context, release } = await visit();
  await page.getByLabel('中文').click();
  await page.getByTestId('show-qr').click();
  expect(await page.getByRole('radio').nth(1).isChecked()).toBe(true);
  release();
  await page.getByRole('button', { name: '加入通话' }).waitFor();
  await page.getByTestId('qr-code').waitFor();
  await context.close();
});

test.each([
  ['a Chinese browser', { locale: 'zh-CN' }, 'zh-CN', '加入通话'],
  ['an English browser', { locale: 'en-GB' }, 'en', 'Join call'],
  ['Chinese chosen in an English browser', { stored: { 'burrow.language': 'zh-CN' } }, 'zh-CN', '加入通话'],
  [
    'English chosen in a Chinese browser',
    { locale: 'zh-CN', stored: { 'burrow.language': 'en' } },
    'en',
    'Join call',
  ],
] as const)('the lobby is there before the script in the language of %s', async (_, who, language, join) => {
  const { page, context } = await visit(who);
  await page.getByRole('button', { name: join, exact: true }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe(language);
  expect(await page.locator('main').count()).toBe(1);
  expect(await page.getByTestId('invite-link').inputValue()).toBe(page.url());
  await context.close();
});

test.each([
  ['the first page', { path: '/' }],
  ['a side page', { path: '/devices' }],
  ['a side page with the hash of a room', { path: ROOM.replace('/r', '/test') }],
  ['a broken link', { path: ROOM.slice(0, -1) }],
  ['a link without a room', { path: '/r' }],
  ['a code, which the lobby shows', { path: '/r#~wednesday%20badger' }],
  ['a browser without WebRTC', { before: () => void Reflect.deleteProperty(window, 'RTCPeerConnection') }],
] as const)('there is no lobby before the script for %s', async (_, who) => {
  const { page, context } = await visit(who);
  await page.waitForFunction(() => document.readyState !== 'loading');
  expect(await page.locator('#root').innerHTML()).toBe('');
  await context.close();
});

test.each(OPPOSITE_FORMS)('the lobby before the script stands before axe: %s', async (_, options) => {
  const { page, context } = await visit(options);
  await page.getByTestId('join-call').waitFor();
  await expectAccessible(page, 'lobby before the script');
  await context.close();
});

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
test.each([
  ['desktop', { viewport: DESKTOP }],
  ['phone', { viewport: PHONE }],
  ['desktop with a remembered name', { viewport: DESKTOP, stored: { 'burrow.name': 'Ada Lovelace' } }],
  ['phone with a remembered name', { viewport: PHONE, stored: { 'burrow.name': '李明' } }],
  ['phone, in Chinese and dark', { viewport: PHONE, locale: 'zh-CN', stored: { 'burrow.theme': 'dark' } }],
  ['phone that shares and chooses no speaker', { viewport: PHONE, before: likeAPhone }],
  ['desktop that shares', { viewport: DESKTOP, before: likeAPhone }],
  ['desktop whose browser asks for the speaker', { viewport: DESKTOP, before: likeFirefox }],
] as const)('everything stays in its place when the script takes over: %s', async (_, who) => {
  const { page, context, release } = await visit({ before: neverAnswer, ...who });
  await page.getByTestId('join-call').waitFor();
  const before = await page.evaluate(readPlaces);
  release();
  await takenOver(page);
  // The effects of the first drawing are over.
  await page.waitForFunction(() => document.title !== 'Burrow');
  const after = await page.evaluate(readPlaces);
  expect(after).toEqual(before);
  expect(await page.evaluate(() => (window as unknown as { shifts: unknown[] }).shifts)).toEqual([]);
  await context.close();
});

test('where the script of the page cannot be had, no lobby pretends to work', async () => {
  const { page, context } = await visit({ refused: PAGE_SCRIPT });
  await expect.poll(() => page.locator('#root').innerHTML()).toBe('');
  await context.close();
});

test('where the script of the lobby cannot be had, the page says so, and does nothing that was clicked', async () => {
  const { page, context, release } = await visit({ refused: '**/assets/lobby-*.js' });
  await page.getByTestId('join-call').click();
  release();
  await page.getByRole('button', { name: 'Load again' }).waitFor();
  expect(await page.getByTestId('join-call').count()).toBe(0);
  await context.close();
});

/**
 * Runs in the page: where each element of the lobby is, and what it is. Pictures follow what they stand for, and what the
 * avatar holds the name and the camera, but they move nothing; the video comes later.
 */
function readPlaces(): readonly string[] {
  const elements = [...document.querySelectorAll('#root *')];
  return elements
    .filter((element) => element.closest('.avatar > *, svg *, video') === null)
    .map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const place = [x, y, width, height].map((figure) => Math.round(figure)).join(' ');
      return `${element.localName} ${element.className} ${place}`;
    });
}

/** Runs in the page before its own scripts: the person has not answered whether the camera may be used. */
function neverAnswer(): void {
  navigator.mediaDevices.getUserMedia = () => new Promise(() => undefined);
}

function likeAPhone(): void {
  navigator.mediaDevices.getUserMedia = () => new Promise(() => undefined);
  navigator.share = async () => undefined;
  Reflect.deleteProperty(HTMLMediaElement.prototype, 'setSinkId');
}

function likeFirefox(): void {
  navigator.mediaDevices.getUserMedia = () => new Promise(() => undefined);
  Object.assign(navigator.mediaDevices, { selectAudioOutput: () => new Promise(() => undefined) });
}

/** Runs in the page before its own scripts. */
function watchShifts(): void {
  const shifts: unknown[] = [];
  Object.assign(window, { shifts });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
      shifts.push(entry.value);
  }).observe({ type: 'layout-shift', buffered: true });
}
