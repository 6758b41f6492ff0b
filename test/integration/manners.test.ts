/** What the page does for the browser it is in: theme, no layout shift, a line in time, a word to browsers inside of other apps. */
import type { Browser, BrowserContextOptions, Page, WebSocket } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startService } from '../../signaling/test/service.ts';
import { CallPage } from '../driver/call-page.ts';
import { launchChromium } from '../driver/chromium.ts';
import { webRoot } from '../driver/web-root.ts';

const SECRET_PATH = '/r#q0mYw2bqK8s1n4u7Zc9dXA.5tGv1rPzO3kWbJh6yLmQeg';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser?.close());

async function openPage(options: BrowserContextOptions = {}) {
  const { url } = await startService({ WEB_ROOT: webRoot });
  const context = await browser.newContext({ locale: 'en-US', ...options });
  return { page: await context.newPage(), context, home: url.replace('127.0.0.1', 'localhost') };
}

const groundOf = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

test('a chosen theme shows at once, and before the first paint of the next visit', async () => {
  const { page, context, home } = await openPage({ colorScheme: 'light' });
  await page.goto(home);
  const light = await groundOf(page);
  const button = page.getByTestId('theme');
  expect(await button.getAttribute('aria-label')).toBe('Appearance: System');
  await button.click();
  expect(await groundOf(page)).toBe(light);
  await button.click();
  expect(await button.getAttribute('aria-label')).toBe('Appearance: Dark');
  const dark = await groundOf(page);
  expect(dark).not.toBe(light);
  const metas = page.locator('meta[name=theme-color]');
  expect(
    new Set(await metas.evaluateAll((all) => all.map((meta) => meta.getAttribute('content')))).size,
  ).toBe(1);

  // Without the script of the page itself: what is drawn before it has come.
  await page.route('**/assets/index-*.js', (route) => route.abort());
  await page.reload();
  expect(await groundOf(page)).toBe(dark);
  await page.unroute('**/assets/index-*.js');
  await page.reload();
  await button.click();
  expect(await groundOf(page)).toBe(light);
  await page.reload();
  expect(await page.locator('html').getAttribute('data-theme')).toBeNull();
  await context.close();
});

test('the line to the server is there before somebody joins, is the one they join by, and goes with the lobby', async () => {
  const { page, context, home } = await openPage({ permissions: ['camera', 'microphone'] });
  const lines: WebSocket[] = [];
  page.on('websocket', (line) => lines.push(line));
  await page.goto(new URL(SECRET_PATH, home).href);
  await expect.poll(() => lines.length).toBe(1);
  await page.getByTestId('join-call').click();
  await page.getByTestId('leave').waitFor();
  expect(lines).toHaveLength(1);

  await page.goto(home);
  await page.getByTestId('new-call').click();
  await expect.poll(() => lines.length).toBe(2);
  await page.locator('button.wordmark').click();
  await expect.poll(() => lines[1]?.isClosed()).toBe(true);
  await context.close();
});

test('a line that was silent while the machine slept is not the one somebody joins by', async () => {
  const { page, context, home } = await openPage({ permissions: ['camera', 'microphone'] });
  const lines: WebSocket[] = [];
  let heard = 0;
  page.on('websocket', (line) => {
    lines.push(line);
    line.on('framereceived', () => void heard++);
  });
  await page.goto(new URL(SECRET_PATH, home).href);
  // Of engine.io and of socket.io: then it stands.
  await expect.poll(() => heard).toBe(2);
  await page.evaluate(() => {
    const now = Date.now();
    Date.now = () => now + 60_000;
  });
  await page.getByTestId('join-call').click();
  await page.getByTestId('leave').waitFor();
  expect(lines).toHaveLength(2);
  await context.close();
});

const IPHONE_WECHAT =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 14_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.49(0x18003137) NetType/WIFI Language/zh_CN';
const ANDROID_FACEBOOK =
  'Mozilla/5.0 (Linux; Android 9; SM-G960F; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/60.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/464.0.0.33.108;]';

test.each([
  ['WeChat on an iPhone, in Chinese', 'zh-CN', IPHONE_WECHAT, ['微信', 'Safari'], '复制链接'],
  [
    'Facebook on Android, in English',
    'en-US',
    ANDROID_FACEBOOK,
    ['Facebook', 'Open in browser'],
    'Copy link',
  ],
])(
  'a browser without calls inside of an app tells the way out: %s',
  async (_, locale, userAgent, words, copy) => {
    const { page, context, home } = await openPage({
      locale,
      userAgent,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.addInitScript(() => {
      Reflect.deleteProperty(Navigator.prototype, 'mediaDevices');
    });
    await page.goto(new URL(SECRET_PATH, home).href);
    const steps = await page.getByTestId('in-app-steps').textContent();
    for (const word of words) expect(steps).toContain(word);
    await page.getByRole('button', { name: copy }).click();
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toBe(new URL(SECRET_PATH, home).href);
    await context.close();
  },
);

test('the same app with a browser that can make calls is let through', async () => {
  const { page, context, home } = await openPage({ userAgent: ANDROID_FACEBOOK });
  await page.goto(new URL(SECRET_PATH, home).href);
  await page.getByTestId('join-call').waitFor();
  expect(await page.getByTestId('in-app-steps').count()).toBe(0);
  await context.close();
});

test.each([
  [1280, 800],
  [390, 844],
])(
  'nothing shifts from the link over the lobby into a call with another person, at %i×%i',
  async (width, height) => {
    const { url } = await startService({ WEB_ROOT: webRoot });
    const ben = await CallPage.open(browser, url.replace('127.0.0.1', 'localhost'));
    const link = await ben.startCall('Ben');
    const context = await browser.newContext({ locale: 'en-US', viewport: { width, height } });
    const page = await context.newPage();
    await page.addInitScript(watchShifts);
    await page.goto(link);
    await page.locator('[data-testid=self-view][data-picture=true]').waitFor();
    await page.getByTestId('join-call').click();
    await page.locator('article[aria-label=Ben][data-picture=true]').waitFor();
    // Somebody else comes, with nobody having clicked here.
    const cleo = await CallPage.open(browser, link);
    await cleo.joinCall('Cleo');
    await page.locator('article[aria-label=Cleo][data-picture=true]').waitFor();
    expect(await page.evaluate(() => (window as unknown as { shifts: unknown[] }).shifts)).toEqual([]);
    await Promise.all([ben.close(), cleo.close(), context.close()]);
  },
);

test('the page can be installed, and nothing of it stays in the way of an upgrade', async () => {
  const { page, context, home } = await openPage();
  await page.goto(home);
  const client = await context.newCDPSession(page);
  const { errors, data } = await client.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const { icons } = JSON.parse(data ?? '') as { icons: { src: string; sizes: string; purpose?: string }[] };
  for (const { src, sizes } of icons.filter((icon) => icon.sizes !== 'any')) {
    const size = await page.evaluate(async (url) => {
      const image = new Image();
      image.src = url;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, src);
    expect(size, src).toBe(sizes);
  }
  expect(icons.filter(({ purpose }) => purpose === 'maskable').map(({ sizes }) => sizes)).toEqual([
    '192x192',
    '512x512',
  ]);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  await context.close();
});

/** Runs in the page before its own scripts. Shifts within half a second of a click are what the person asked for. */
function watchShifts(): void {
  const shifts: unknown[] = [];
  Object.assign(window, { shifts });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
      sources: readonly { node: Element | null }[];
    })[])
      if (!entry.hadRecentInput)
        shifts.push([entry.value, ...entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 80))]);
  }).observe({ type: 'layout-shift', buffered: true });
}
