/** Reloaded pages, duplicated tabs, taken-over seats: in a real browser, with its own storage and locks. */
import type { Browser } from 'playwright-core';
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

async function callOfTwo() {
  const { url } = await startService({ WEB_ROOT: webRoot });
  const ann = await CallPage.open(browser, url.replace('127.0.0.1', 'localhost'));
  const link = await ann.startCall('Ann');
  const ben = await CallPage.open(browser, link);
  await ben.joinCall('Ben');
  await Promise.all([ann.waitForMedia(1), ben.waitForMedia(1)]);
  return { ann, ben, link };
}

test('who reloads the page is back in the call, on the same tile', async () => {
  const { ann, ben } = await callOfTwo();
  const tile = await ann.tile('Ben').elementHandle();
  const peerId = await tile?.getAttribute('data-peer-id');
  await ben.page.reload();
  await ben.page.getByTestId('leave').waitFor();
  await Promise.all([ann.waitForMedia(1), ben.waitForMedia(1)]);
  expect(await tile?.evaluate((element) => element.isConnected)).toBe(true);
  expect(await ann.tile().count()).toBe(1);
  expect(await ann.tile('Ben').getAttribute('data-peer-id')).toBe(peerId);
  await Promise.all([ann.close(), ben.close()]);
});

test('who was muted and unseen is so after a reload as well', async () => {
  const { ann, ben } = await callOfTwo();
  await ben.page.getByTestId('toggle-microphone').click();
  await ben.page.getByTestId('toggle-camera').click();
  const marks = () => ann.tile('Ben').locator('.mark-off').count();
  await expect.poll(marks).toBe(2);
  await ben.page.reload();
  await ben.page.getByTestId('leave').waitFor();
  await ben.waitForMoreMedia(await ben.received(), { seconds: 1 });
  await ben.page.getByRole('button', { name: 'Unmute microphone' }).waitFor();
  await ben.page.getByRole('button', { name: 'Turn camera on' }).waitFor();
  expect(await marks()).toBe(2);
  expect(await ben.page.evaluate(() => sessionStorage.getItem('burrow.switched-off'))).toBe(
    'microphone camera',
  );
  await Promise.all([ann.close(), ben.close()]);
});

test('where the network may be another one, the server is asked at once whether the line to it still stands', async () => {
  const { ann, ben } = await callOfTwo();
  const asked = ann.page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const send = WebSocket.prototype.send;
        WebSocket.prototype.send = function (data) {
          if (String(data).includes('ice:refresh')) resolve(String(data));
          send.call(this, data);
        };
        window.dispatchEvent(new Event('online'));
      }),
  );
  expect(await asked).toContain('ice:refresh');
  await Promise.all([ann.close(), ben.close()]);
});

test('an owner who reloads is still the owner', async () => {
  const { ann, ben } = await callOfTwo();
  expect(await ben.page.getByTestId('lock').count()).toBe(0);
  await ann.page.reload();
  await ann.page.getByTestId('lock').click();
  await expect.poll(() => ann.page.getByTestId('lock').getAttribute('aria-pressed')).toBe('true');
  await Promise.all([ann.close(), ben.close()]);
});

test('a duplicated tab is another person and leaves the first one alone', async () => {
  const { ann, ben } = await callOfTwo();
  const [duplicate] = await Promise.all([
    ben.page.waitForEvent('popup'),
    // A window that is opened so begins with a copy of its opener's sessionStorage.
    ben.page.evaluate(() => void window.open(location.href)),
  ]);
  await duplicate.getByTestId('join-call').click();
  await duplicate.getByTestId('leave').waitFor();
  await ann.waitForMedia(2);
  expect(await ann.tile().count()).toBe(2);
  expect(await ben.page.getByTestId('leave').count()).toBe(1);
  await Promise.all([ann.close(), ben.close()]);
});

test('who leaves is gone at once, and may come back', async () => {
  const { ann, ben, link } = await callOfTwo();
  await ben.page.getByTestId('leave').click();
  await expect.poll(() => ann.tile().count()).toBe(0);
  await ben.page.goto(link);
  await ben.page.reload();
  await ben.joinCall('Ben');
  await Promise.all([ann.waitForMedia(1), ben.waitForMedia(1)]);
  await Promise.all([ann.close(), ben.close()]);
});

test('who is removed is told so and meets a locked door', async () => {
  const { ann, ben, link } = await callOfTwo();
  await ann.page.getByTestId('remove').click();
  await ann.page.getByTestId('remove-confirm').click();
  await ben.page.getByTestId('leave').waitFor({ state: 'detached' });
  await expect.poll(() => ann.tile().count()).toBe(0);
  await ben.page.goto('about:blank');
  await ben.page.goto(link);
  await ben.page.getByTestId('join-call').click();
  await ben.page.getByTestId('entry-ask').waitFor();
  await Promise.all([ann.close(), ben.close()]);
});

test('a script that could not be had is had after a reload, which the page offers in the lobby and in the call', async () => {
  const { ann, ben, link } = await callOfTwo();
  const cleo = await CallPage.open(browser, 'about:blank');
  await cleo.page.route(/\/assets\/connection-/, (route) => route.abort());
  await cleo.page.goto(link);
  await cleo.enterName('Cleo');
  await cleo.clickJoin();
  const reload = cleo.page.getByTestId('join-problem').getByRole('button', { name: 'Reload the page' });
  await reload.waitFor();
  await cleo.page.unroute(/\/assets\/connection-/);
  await cleo.page.route(/\/assets\/call-screen-/, (route) => route.abort());
  await reload.click();
  await reload.waitFor({ state: 'detached' });
  await cleo.clickJoin();
  await cleo.page.getByRole('heading', { name: /could not be loaded/ }).waitFor();
  await cleo.page.unroute(/\/assets\/call-screen-/);
  await cleo.page.getByRole('button', { name: 'Load again' }).click();
  await cleo.waitForMedia(2);
  await Promise.all([ann.close(), ben.close(), cleo.close()]);
});
