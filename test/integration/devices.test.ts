/** Devices in a real Chromium with several made-up cameras and microphones: on their own page and in a running call. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startService } from '../../signaling/test/service.ts';
import { expectAccessible, FORMS } from '../driver/accessible.ts';
import { CallPage } from '../driver/call-page.ts';
import { CHROMIUM_FLAGS, CHROMIUM_PATH, launchChromium } from '../driver/chromium.ts';
import { webRoot } from '../driver/web-root.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium(['--use-fake-device-for-media-stream=device-count=3']);
});

afterAll(() => browser?.close());

async function service(): Promise<string> {
  const { url } = await startService({ WEB_ROOT: webRoot });
  return url.replace('127.0.0.1', 'localhost');
}

async function openDevices(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext(options);
  await context.addInitScript(rememberMedia);
  const page = await context.newPage();
  await page.goto(`${await service()}/devices`);
  await page.locator('[data-testid=self-view][data-picture=true]').waitFor();
  return page;
}

describe('the page of the devices', () => {
  test.each(FORMS)('stands before axe: %s', async (name, options) => {
    const page = await openDevices(options);
    await expectAccessible(page, name);
    await page.context().close();
  });

  test('shows what the browser reports, and what was chosen becomes so', async () => {
    const page = await openDevices();
    const camera = page.getByTestId('effective-camera');
    await expect.poll(() => camera.textContent()).toContain('1280 × 720');
    await page.getByTestId('choose-lines').selectOption('360');
    await expect.poll(() => camera.textContent()).toContain('640 × 360');
    await page.getByTestId('choose-lines').selectOption('1080');
    await expect.poll(() => camera.textContent()).toContain('1920 × 1080');
    await page.getByTestId('choose-lines').selectOption('720');
    await page.getByTestId('choose-aspect').selectOption('1:1');
    await expect.poll(() => camera.textContent()).toContain('720 × 720');
    await page.getByTestId('choose-frame-rate').selectOption('15');
    await expect.poll(() => camera.textContent()).toContain('15 per second');

    const microphone = page.getByTestId('effective-microphone');
    await expect.poll(() => microphone.textContent()).toContain('Noise suppression: on');
    await page.getByTestId('feature-noiseSuppression').uncheck();
    await expect.poll(() => microphone.textContent()).toContain('Noise suppression: off');

    await page.reload();
    await expect.poll(() => camera.textContent()).toContain('720 × 720');
    await expect.poll(() => microphone.textContent()).toContain('Noise suppression: off');
    expect(await running(page)).toEqual(['audio', 'video']);
    await page.context().close();
  });

  test('the level moves with the sound, and stands still when the microphone is off', async () => {
    const page = await openDevices();
    await page.locator('h1').click();
    const value = () => page.getByTestId('microphone-level').getAttribute('aria-valuenow').then(Number);
    await expect.poll(value).toBeGreaterThan(0);
    await page.getByTestId('toggle-microphone').click();
    await expect.poll(value).toBe(0);
    expect(await contexts(page)).not.toContain('running');
    await page.context().close();
  });

  test('the test sound comes to its end', async () => {
    const page = await openDevices();
    const button = page.getByTestId('test-sound');
    await button.click();
    await expect.poll(() => button.textContent()).toBe('Playing…');
    await expect.poll(() => button.textContent()).toBe('Test sound');
    await page.context().close();
  });

  test('the camera that is off is off: its track has ended', async () => {
    const page = await openDevices();
    await page.getByTestId('toggle-camera').click();
    await expect.poll(() => running(page)).toEqual(['audio']);
    await page.context().close();
  });

  test('it is reached from the start page, and nothing runs when it is left', async () => {
    const context = await browser.newContext();
    await context.addInitScript(rememberMedia);
    const page = await context.newPage();
    await page.goto(await service());
    await page.getByTestId('devices-link').click();
    await page.locator('[data-testid=self-view][data-picture=true]').waitFor();
    expect(new URL(page.url()).pathname).toBe('/devices');
    await page.getByTestId('devices-done').click();
    await page.getByTestId('new-call').waitFor();
    await expect.poll(() => running(page)).toEqual([]);
    await expect.poll(async () => (await contexts(page)).filter((state) => state !== 'closed')).toEqual([]);
    await context.close();
  });
});

test('a refusal is named in plain words, and mended without a reload once it is taken back', async () => {
  const asking = await chromium.launch({
    executablePath: CHROMIUM_PATH,
    chromiumSandbox: false,
    args: [...CHROMIUM_FLAGS],
  });
  onTestFinished(() => asking.close());
  const context = await asking.newContext({ permissions: [], locale: 'en-US' });
  const page = await context.newPage();
  const origin = await service();
  await page.goto(origin);
  await page.getByTestId('new-call').click();
  const notice = page.getByTestId('media-problem');
  await expect.poll(() => notice.textContent()).toMatch(/blocked|closed the question/);
  expect(await notice.textContent()).toContain('You can also join without');
  await context.grantPermissions(['camera', 'microphone'], { origin });
  await page.locator('[data-testid=self-view][data-picture=true]').waitFor();
  expect(await notice.count()).toBe(0);
  await context.close();
});

describe('in a call', () => {
  test('camera, microphone and speaker are switched while pictures and sound go on', async () => {
    const ann = await CallPage.open(browser, await service());
    const link = await ann.startCall('Ann');
    const ben = await CallPage.open(browser, link);
    await ben.joinCall('Ben');
    await Promise.all([ann.waitForMedia(1), ben.waitForMedia(1)]);
    const offers = await ann.page.evaluate(countDescriptions);

    await ann.page.getByTestId('settings').click();
    for (const kind of ['camera', 'microphone']) {
      const field = ann.page.getByTestId(`choose-${kind}`);
      const before = await ann.page.getByTestId(`effective-${kind}`).textContent();
      const other = await otherOption(ann.page, `choose-${kind}`);
      await field.selectOption(other.value);
      await expect.poll(() => ann.page.getByTestId(`effective-${kind}`).textContent()).toContain(other.text);
      expect(before).not.toContain(other.text);
      expect(await field.inputValue()).toBe(other.value);
      await ben.waitForMoreMedia(await ben.received());
    }
    const speaker = await otherOption(ann.page, 'choose-speaker');
    await ann.page.getByTestId('choose-speaker').selectOption(speaker.value);
    await expect
      .poll(() =>
        ann.page.locator('[data-testid=tile] video').evaluate((video: HTMLVideoElement) => video.sinkId),
      )
      .toBe(speaker.value);
    await ann.waitForMoreMedia(await ann.received());

    expect(await ann.page.evaluate(countDescriptions)).toEqual(offers);
    expect([...ann.problems, ...ben.problems]).toEqual([]);
    await Promise.all([ann.close(), ben.close()]);
  });

  test('who speaks into a microphone that is off is told so', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'burrow-voice-'));
    onTestFinished(() => rmSync(directory, { recursive: true }));
    const voice = join(directory, 'voice.wav');
    writeFileSync(voice, wavOf(VOICE_SECONDS));
    const speaking = await launchChromium([`--use-file-for-fake-audio-capture=${voice}`]);
    onTestFinished(() => speaking.close());
    const ann = await CallPage.open(speaking, await service());
    await ann.startCall('Ann');
    const hint = ann.page.getByTestId('muted-speech');
    expect(await hint.count()).toBe(0);
    await ann.page.getByTestId('toggle-microphone').click();
    await hint.waitFor();
    await hint.getByRole('button').click();
    await hint.waitFor({ state: 'detached' });
    await ann.page.getByRole('button', { name: 'Mute microphone', exact: true }).waitFor();
  });
});

const VOICE_SECONDS = 3;

/** A loud tone, mono, 16 bit, 48 kHz. */
function wavOf(seconds: number): Buffer {
  const rate = 48_000;
  const samples = Buffer.alloc(rate * seconds * 2);
  for (let at = 0; at < rate * seconds; at++)
    samples.writeInt16LE(Math.round(12_000 * Math.sin((2 * Math.PI * 220 * at) / rate)), at * 2);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

async function otherOption(page: Page, testId: string): Promise<{ value: string; text: string }> {
  const field = page.getByTestId(testId);
  const chosen = await field.inputValue();
  const options = await field
    .locator('option')
    .evaluateAll((all: HTMLOptionElement[]) => all.map(({ value, text }) => ({ value, text })));
  const other = options.findLast(({ value }) => value !== chosen && value !== 'default' && value !== '');
  if (other === undefined)
    throw new Error(`Expected several options of ${testId}, got ${JSON.stringify(options)}`);
  return other;
}

/** Of all connections, how often a description was exchanged: replaced tracks need none. */
function countDescriptions(): string[] {
  const { peerConnectionsMade } = window as unknown as { peerConnectionsMade: RTCPeerConnection[] };
  return peerConnectionsMade.flatMap((one) => /^o=.*$/m.exec(one.localDescription?.sdp ?? '')?.[0] ?? []);
}

/** Runs in the page before its own scripts. */
function rememberMedia(): void {
  const tracks: MediaStreamTrack[] = [];
  const made: AudioContext[] = [];
  Object.assign(window, { tracksMade: tracks, contextsMade: made });
  const capture = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    const stream = await capture(constraints);
    tracks.push(...stream.getTracks());
    return stream;
  };
  const clone = MediaStreamTrack.prototype.clone;
  MediaStreamTrack.prototype.clone = function cloneAndRemember() {
    const copy = clone.call(this);
    Object.assign(copy, { isCopy: true });
    tracks.push(copy);
    return copy;
  };
  window.AudioContext = class extends AudioContext {
    constructor(options?: AudioContextOptions) {
      super(options);
      made.push(this);
    }
  };
}

/** The kinds of all captured tracks that run; copies for the level count only where no original runs. */
function running(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { tracksMade } = window as unknown as { tracksMade: MediaStreamTrack[] };
    return [...new Set(tracksMade.filter((one) => one.readyState === 'live').map((one) => one.kind))].sort();
  });
}

function contexts(page: Page): Promise<AudioContextState[]> {
  return page.evaluate(() =>
    (window as unknown as { contextsMade: AudioContext[] }).contextsMade.map((one) => one.state),
  );
}
