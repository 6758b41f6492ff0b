/** What is sent to whom, and what people are told of it, in real browsers. */
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

/** What the page sends to each peer: the first encoding of microphone and camera. */
function encodingsOf(page: Page) {
  return page.evaluate(() => {
    const { peerConnectionsMade } = window as unknown as { peerConnectionsMade: RTCPeerConnection[] };
    return peerConnectionsMade
      .filter((one) => one.connectionState === 'connected')
      .map((one) => {
        const [audio, video] = one.getSenders().map((sender) => sender.getParameters().encodings[0]);
        return {
          audio: audio?.maxBitrate ?? 0,
          audioPriority: audio?.priority,
          video: video?.maxBitrate ?? 0,
          isVideoActive: video?.active,
        };
      });
  });
}

test('what is sent to each person follows how many there are', { timeout: 120_000 }, async () => {
  const { url } = await startService({ WEB_ROOT: webRoot });
  const ann = await CallPage.open(browser, url.replace('127.0.0.1', 'localhost'));
  const link = await ann.startCall('Ann');
  const others: CallPage<Page>[] = [];
  const join = async (name: string) => {
    const other = await CallPage.open(browser, link);
    others.push(other);
    await other.joinCall(name);
  };
  await join('Ben');
  await ann.waitForMedia(1);
  const sound = { audio: 40_000, audioPriority: 'high' };
  await expect
    .poll(() => encodingsOf(ann.page))
    .toEqual([{ ...sound, isVideoActive: true, video: expect.toSatisfy((rate) => rate > 1_000_000) }]);

  await join('Cleo');
  await join('Dan');
  await ann.waitForMedia(3);
  const share = {
    ...sound,
    isVideoActive: true,
    video: expect.toSatisfy((rate) => rate > 0 && rate <= 1_010_000),
  };
  await expect.poll(() => encodingsOf(ann.page)).toEqual([share, share, share]);
  // Nobody is told of a problem where there is none.
  expect(await ann.page.getByTestId('video-paused').count()).toBe(0);
  await Promise.all([ann, ...others].map((one) => one.close()));
});

test('the details of a connection are shown, go on, and are copied without addresses', async () => {
  const { url } = await startService({ WEB_ROOT: webRoot });
  const ann = await CallPage.open(browser, url.replace('127.0.0.1', 'localhost'));
  const link = await ann.startCall('Ann');
  const ben = await CallPage.open(browser, link);
  await ben.joinCall('Ben');
  await ann.waitForMedia(1);
  await ann.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);

  await ann.tile('Ben').hover();
  await ann.page.getByRole('button', { name: 'Connection to Ben' }).click();
  const dialog = ann.page.getByRole('dialog', { name: 'Connection to Ben' });
  await expect.poll(() => dialog.textContent()).toMatch(/PathDirect.*Receiving.*VP8.*Sending.*opus/s);
  const line = dialog.locator('.live-chart path').first();
  const drawn = await line.getAttribute('d');
  await expect.poll(() => line.getAttribute('d')).not.toBe(drawn);

  await dialog.getByTestId('copy-details').click();
  await dialog.getByRole('button', { name: 'Copied' }).waitFor();
  const copied = await ann.page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^Connection to Ben\n\nRoute\n {2}Path: Direct\n/);
  expect(copied).not.toMatch(/\d+\.\d+\.\d+\.\d+|\.local|[0-9a-f]*::/);
  await ann.page.keyboard.press('Escape');
  await expect.poll(() => dialog.count()).toBe(0);
  await Promise.all([ann, ben].map((one) => one.close()));
});
