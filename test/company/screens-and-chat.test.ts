/** What goes from page to page besides cameras and microphones: screens, chat, hands and reactions, in a real browser. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startService } from '../../signaling/test/service.ts';
import { expectAccessible } from '../driver/accessible.ts';
import type { CallPage } from '../driver/call-page.ts';
import { launchChromium } from '../driver/chromium.ts';
import { webRoot } from '../driver/web-root.ts';
import { openPage } from './open-page.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser?.close());

async function callOf(...names: string[]) {
  const service = await startService({ WEB_ROOT: webRoot });
  const [first = '', ...others] = names;
  const opener = await openPage(browser, service.url);
  await rememberSharedTracks(opener.page);
  const link = await opener.startCall(first);
  const guests = await Promise.all(
    others.map(async (name) => {
      const guest = await openPage(browser, link);
      await guest.joinCall(name);
      return guest;
    }),
  );
  const all = [opener, ...guests];
  await Promise.all(all.map((page) => page.waitForMedia(all.length - 1)));
  return { service, link, all, opener, guests };
}

/** Keeps what getDisplayMedia gave, to see what becomes of it. */
function rememberSharedTracks(page: Page): Promise<void> {
  return page.evaluate(() => {
    const shared: MediaStreamTrack[] = [];
    Object.assign(window, { shared });
    const { mediaDevices } = navigator;
    const getDisplayMedia = mediaDevices.getDisplayMedia.bind(mediaDevices);
    mediaDevices.getDisplayMedia = async (options) => {
      const stream = await getDisplayMedia(options);
      shared.push(...stream.getTracks());
      return stream;
    };
  });
}

const sharedStates = (page: Page) =>
  page.evaluate(() =>
    (window as unknown as { shared: MediaStreamTrack[] }).shared.map((one) => one.readyState),
  );

/** Frames of the camera's and of the screen's section, decoded from the first peer. */
const framesBySection = (page: Page) =>
  page.evaluate(async () => {
    const { peerConnectionsMade } = window as unknown as { peerConnectionsMade: RTCPeerConnection[] };
    const frames: Record<string, number> = {};
    for (const pc of peerConnectionsMade.filter((one) => one.connectionState === 'connected'))
      for (const stats of (await pc.getStats()).values())
        if (stats.type === 'inbound-rtp' && stats.kind === 'video')
          frames[stats.mid] = (frames[stats.mid] ?? 0) + (stats.framesDecoded ?? 0);
    return { camera: frames['1'] ?? 0, screen: frames['2'] ?? 0 };
  });

const screenTile = (page: Page) => page.getByTestId('screen-tile');

async function openChat(page: Page): Promise<void> {
  await page.getByTestId('chat').click();
  await page.getByTestId('chat-input').waitFor();
}

async function say(page: Page, text: string): Promise<void> {
  await page.getByTestId('chat-input').fill(text);
  await page.getByTestId('chat-input').press('Enter');
}

const messages = (page: Page) => page.getByTestId('chat-message').locator('.chat-text').allInnerTexts();

test('a screen is seen by two others beside the camera, and is gone when it stops, by either button', async () => {
  const { opener, guests, all } = await callOf('Ann', 'Ben', 'Cleo');
  await opener.page.getByRole('button', { name: 'Share screen' }).click();
  for (const { page } of all)
    await expect.poll(() => screenTile(page).getAttribute('data-picture')).toBe('true');
  for (const { page } of guests) {
    expect(await screenTile(page).getAttribute('aria-label')).toBe('Screen of Ann');
    const before = await framesBySection(page);
    await expect.poll(async () => (await framesBySection(page)).screen).toBeGreaterThan(before.screen + 3);
    await expect.poll(async () => (await framesBySection(page)).camera).toBeGreaterThan(before.camera + 3);
    const [width, screenWidth] = await page.evaluate(() =>
      ['.tile:not(.screen-tile)', '.screen-tile'].map(
        (one) => document.querySelector(one)?.getBoundingClientRect().width ?? 0,
      ),
    );
    expect(screenWidth).toBeGreaterThan(2 * (width ?? 0));
  }
  await opener.page.getByRole('button', { name: 'Stop sharing' }).click();
  for (const { page } of all) await expect.poll(() => screenTile(page).count()).toBe(0);
  expect(new Set(await sharedStates(opener.page))).toEqual(new Set(['ended']));

  await opener.page.getByRole('button', { name: 'Share screen' }).click();
  for (const { page } of guests)
    await expect.poll(() => screenTile(page).getAttribute('data-picture')).toBe('true');
  // The browser's own "Stop sharing" is outside of the page: it ends the track, which then says so.
  await opener.page.evaluate(() => {
    const track = (window as unknown as { shared: MediaStreamTrack[] }).shared.findLast(
      (one) => one.kind === 'video',
    );
    track?.stop();
    track?.dispatchEvent(new Event('ended'));
  });
  for (const { page } of all) await expect.poll(() => screenTile(page).count()).toBe(0);
  await Promise.all(all.map(async (one) => one.waitForMoreMedia(await one.received())));
  expect(all.flatMap(({ problems }) => problems)).toEqual([]);
});

test('two people share at once, and who comes later sees both screens', async () => {
  const { link, all } = await callOf('Ann', 'Ben');
  for (const { page } of all) await page.getByTestId('share-screen').click();
  for (const { page } of all) await expect.poll(() => screenTile(page).count()).toBe(2);
  const cleo = await openPage(browser, link);
  await cleo.joinCall('Cleo');
  await expect
    .poll(() => cleo.page.locator('[data-testid="screen-tile"][data-picture="true"]').count())
    .toBe(2);
  const [, ben] = all;
  await ben?.page.getByTestId('leave').click();
  await expect.poll(() => screenTile(cleo.page).count()).toBe(1);
});

test('chat goes to everybody and back, in order, with links that are safe, and counts what was not read', async () => {
  const { opener, guests } = await callOf('Ann', 'Ben', 'Cleo');
  const [ben, cleo] = guests;
  if (ben === undefined || cleo === undefined) throw new Error('three people');
  await openChat(opener.page);
  await say(opener.page, 'see https://example.org/a, <img src=x onerror="alert(1)"> javascript:alert(1)');
  await say(opener.page, '你好');
  for (const { page } of guests) {
    await expect.poll(() => page.getByTestId('unread').textContent()).toBe('2');
    const chat = page.getByRole('button', { name: 'Chat', exact: true, description: '2 unread' });
    expect(await chat.count()).toBe(1);
    await expect
      .poll(() => page.getByTestId('company-announcer').textContent())
      .toBe('Message from Ann: 你好');
    await openChat(page);
    expect(await page.getByTestId('unread').count()).toBe(0);
    expect(await messages(page)).toEqual([
      'see https://example.org/a, <img src=x onerror="alert(1)"> javascript:alert(1)',
      '你好',
    ]);
    const links = page.locator('.chat-text a');
    expect(await links.count()).toBe(1);
    expect(await links.getAttribute('href')).toBe('https://example.org/a');
    expect(await links.getAttribute('rel')).toContain('noopener');
    expect(await page.locator('.chat-text img').count()).toBe(0);
  }
  await expect.poll(() => opener.page.locator('.chat-delivery').count()).toBe(0);
  await say(ben.page, 'back');
  for (const { page } of [opener, cleo])
    await expect.poll(async () => (await messages(page)).at(-1)).toBe('back');
});

test('Enter sends, Shift+Enter makes a line, Enter within a composition does neither, Escape closes', async () => {
  const { opener, guests } = await callOf('Ann', 'Ben');
  const { page } = opener;
  await openChat(page);
  const field = page.getByTestId('chat-input');
  await field.fill('one');
  await field.press('Shift+Enter');
  await field.pressSequentially('two');
  await field.evaluate((element) =>
    element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true })),
  );
  expect(await messages(page)).toEqual([]);
  await field.press('Enter');
  const [ben] = guests;
  if (ben === undefined) throw new Error('two people');
  await openChat(ben.page);
  await expect.poll(() => messages(ben.page)).toEqual(['one\ntwo']);
  await field.fill('a draft');
  await field.press('Escape');
  await expect.poll(() => page.getByTestId('panel').count()).toBe(0);
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-testid')))
    .toBe('chat');
  await openChat(page);
  expect(await field.inputValue()).toBe('a draft');
});

test('messages, mute and hand go on while the server is away', async () => {
  const { service, opener, guests } = await callOf('Ann', 'Ben');
  const [ben] = guests;
  if (ben === undefined) throw new Error('two people');
  await openChat(opener.page);
  await openChat(ben.page);
  await service.close();
  await opener.page.getByTestId('signaling-away').waitFor();
  await say(opener.page, 'still here');
  await expect.poll(() => messages(ben.page)).toEqual(['still here']);
  await opener.page.getByTestId('toggle-microphone').click();
  await opener.page.getByTestId('hand').click();
  const tile = ben.tile('Ann');
  await tile.getByRole('img', { name: 'Microphone off' }).waitFor();
  await tile.getByRole('img', { name: 'Hand raised' }).waitFor();
  await opener.page.getByTestId('share-screen').click();
  await expect.poll(() => screenTile(ben.page).getAttribute('data-picture')).toBe('true');
});

test('hands keep their order for everybody, also for who comes later; reactions show and are announced', async () => {
  const { link, opener, guests } = await callOf('Ann', 'Ben');
  const [ben] = guests;
  if (ben === undefined) throw new Error('two people');
  const raise = async (page: Page) => {
    await page.getByTestId('hand').click();
  };
  await raise(ben.page);
  await opener.tile('Ben').getByRole('img', { name: 'Hand raised' }).waitFor();
  await raise(opener.page);
  const cleo = await openPage(browser, link);
  await cleo.joinCall('Cleo');
  await cleo.page.getByTestId('people').click();
  const rows = cleo.page.getByTestId('people-row');
  await expect.poll(() => rows.locator('.people-name').allInnerTexts()).toEqual(['Ben', 'Ann', 'You']);
  expect(await rows.first().getByRole('img', { name: 'Hand raised, number 1' }).count()).toBe(1);
  await raise(ben.page);
  await expect.poll(() => rows.locator('.people-name').allInnerTexts()).toEqual(['Ann', 'You', 'Ben']);

  await ben.page.getByTestId('react').click();
  await ben.page.getByRole('button', { name: 'Applause' }).click();
  const seen = async ({ page }: { page: Page }) => {
    const floating = page.getByTestId('floating-reactions');
    await expect.poll(() => floating.textContent()).toContain('👏');
    await expect.poll(() => page.getByTestId('company-announcer').textContent()).toBe('Ben: Applause.');
    await expect.poll(() => floating.textContent()).toBe('');
  };
  await Promise.all([seen(opener), seen(cleo)]);
});

test('who reloads is told the state of the others, has none of the chat, and is heard again', async () => {
  const { opener, guests } = await callOf('Ann', 'Ben');
  const [ben] = guests;
  if (ben === undefined) throw new Error('two people');
  await openChat(opener.page);
  await say(opener.page, 'before');
  await openChat(ben.page);
  await say(ben.page, 'one');
  await ben.page.getByTestId('hand').click();
  const hand = (page: CallPage<Page>, name: string) =>
    page.tile(name).getByRole('img', { name: 'Hand raised' });
  await hand(opener, 'Ben').waitFor();
  await opener.page.getByTestId('share-screen').click();
  await opener.page.getByTestId('hand').click();
  await ben.page.reload();
  await hand(ben, 'Ann').waitFor();
  await expect.poll(() => screenTile(ben.page).getAttribute('data-picture')).toBe('true');
  await expect.poll(() => hand(opener, 'Ben').count()).toBe(0);
  await openChat(ben.page);
  await say(opener.page, 'after');
  await say(ben.page, 'two');
  await expect.poll(() => messages(ben.page)).toEqual(expect.arrayContaining(['after', 'two']));
  expect(await messages(ben.page)).toHaveLength(2);
  await expect
    .poll(() => messages(opener.page))
    .toEqual(expect.arrayContaining(['before', 'one', 'after', 'two']));
});

test('no panel, menu or shared screen has a barrier that axe finds', async () => {
  const { opener } = await callOf('Ann', 'Ben');
  const { page } = opener;
  await openChat(page);
  await say(page, 'see https://example.org/');
  await expectAccessible(page, 'chat');
  const desktop = page.viewportSize() ?? { width: 0, height: 0 };
  await page.setViewportSize({ width: 1100, height: 700 });
  await expectAccessible(page, 'chat, where all controls of an owner just fit');
  await page.setViewportSize({ width: 932, height: 430 });
  await expectAccessible(page, 'chat on a large phone held sideways');
  await page.setViewportSize(desktop);
  await page.getByTestId('tab-people').click();
  await page.getByTestId('share-screen').click();
  await expect.poll(() => screenTile(page).getAttribute('data-picture')).toBe('true');
  await page.getByTestId('react').click();
  await expectAccessible(page, 'people, with a shared screen and reactions');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByTestId('tab-chat').click();
  await expectAccessible(page, 'chat on a phone');
});

test('a panel that could not be loaded says so, and opens the next time', async () => {
  const { opener } = await callOf('Ann');
  const { page } = opener;
  await page.route('**/side-panel*', (route) => route.abort());
  await page.getByTestId('chat').click();
  const notice = page.getByRole('alert').filter({ hasText: 'did not arrive' });
  await notice.getByRole('button', { name: 'Close' }).click();
  await expect.poll(() => notice.count()).toBe(0);
  await page.unroute('**/side-panel*');
  await openChat(page);
  await say(page, 'anybody?');
  await page.getByRole('alert').filter({ hasText: 'Nobody else is here' }).waitFor();
  expect(await page.getByTestId('chat-input').inputValue()).toBe('anybody?');
});

test('nothing is left over after the call', async () => {
  const { opener, guests } = await callOf('Ann', 'Ben');
  await opener.page.getByTestId('share-screen').click();
  await expect.poll(() => screenTile(opener.page).getAttribute('data-picture')).toBe('true');
  await openChat(opener.page);
  await opener.page.getByTestId('leave').click();
  await expect.poll(() => opener.page.getByTestId('leave').count()).toBe(0);
  const left = await opener.page.evaluate(() => {
    const { peerConnectionsMade } = window as unknown as { peerConnectionsMade: RTCPeerConnection[] };
    return peerConnectionsMade.map((pc) => [pc.connectionState, pc.sctp?.state]);
  });
  // Also the one for trial, which has connected nobody.
  expect(new Set(left.map(([state]) => state))).toEqual(new Set(['closed']));
  expect(left.map(([, channel]) => channel).filter((channel) => channel !== undefined)).toEqual(['closed']);
  expect(new Set(await sharedStates(opener.page))).toEqual(new Set(['ended']));
  for (const { page } of guests) await expect.poll(() => screenTile(page).count()).toBe(0);
});
