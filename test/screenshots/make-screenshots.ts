/**
 * Makes the pictures of docs/images from the running page: `npm run screenshots`, after `npm run build`. They look best
 * with the Debian packages fonts-inter and fonts-noto-cjk, which stand in for the fonts that systems come with.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from '../driver/chromium.ts';
import { SITTERS, writeFakeCamera } from './fake-camera.ts';
import { writePictureFonts } from './picture-fonts.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const images = join(root, 'docs/images');
const PORT = 3900;
const URL_OF_PAGE = `http://localhost:${PORT}/`;

const SCREENS = {
  desktop: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
} as const;
const LANGUAGES = { en: 'en-US', 'zh-CN': 'zh-CN' } as const;
const THEMES = ['light', 'dark'] as const;

const work = mkdtempSync(join(tmpdir(), 'burrow-screenshots-'));
const env = writePictureFonts(work);
const service = startService();
const browsers: Browser[] = [];
try {
  await waitForService();
  const films = await makeFilms();
  const [viewer, mei, jonas] = await Promise.all(films.map(launchWith));
  if (viewer === undefined || mei === undefined || jonas === undefined)
    throw new Error('three films, three browsers');
  for (const [language, locale] of Object.entries(LANGUAGES)) {
    const link = await openCall(mei, locale, language === 'en' ? 'Amara' : '小梅');
    await joinCall(jonas, locale, link, language === 'en' ? 'Ida' : '佳怡');
    for (const [form, viewport] of Object.entries(SCREENS)) {
      for (const colorScheme of THEMES) {
        const context = { locale, viewport, colorScheme, deviceScaleFactor: form === 'phone' ? 2 : 1 };
        await photograph(
          viewer,
          context,
          link,
          `${form}-${colorScheme}-${language}`,
          language === 'en' ? 'Sam' : '小林',
        );
      }
    }
    for (const browser of [mei, jonas]) for (const context of browser.contexts()) await context.close();
  }
} finally {
  await Promise.all(browsers.map((browser) => browser.close()));
  service.kill('SIGTERM');
  rmSync(work, { recursive: true, force: true });
}

async function photograph(
  browser: Browser,
  options: BrowserContextOptions,
  link: string,
  name: string,
  person: string,
): Promise<void> {
  const context = await browser.newContext(options);
  await context.addInitScript(nameDevices);
  const page = await context.newPage();
  await page.goto(URL_OF_PAGE);
  await page.getByTestId('new-call').waitFor();
  await save(page, `home-${name}`);
  await page.goto(link);
  await page.getByTestId('name-input').fill(person);
  await hasPictures(page, 1);
  await page.getByTestId('name-input').blur();
  await save(page, `lobby-${name}`);
  await page.getByTestId('join-call').click();
  await page.getByTestId('leave').waitFor();
  await hasPictures(page, 3);
  await page.mouse.move(0, 0);
  await save(page, `call-${name}`);
  await page.getByTestId('leave').click();
  await context.close();
}

async function openCall(browser: Browser, locale: string, name: string): Promise<string> {
  const page = await (await browser.newContext({ locale })).newPage();
  await page.goto(URL_OF_PAGE);
  await page.getByTestId('new-call').click();
  await enter(page, name);
  return page.url();
}

async function joinCall(browser: Browser, locale: string, link: string, name: string): Promise<void> {
  const page = await (await browser.newContext({ locale })).newPage();
  await page.goto(link);
  await enter(page, name);
}

async function enter(page: Page, name: string): Promise<void> {
  await page.getByTestId('name-input').fill(name);
  await page.getByTestId('join-call').click();
  await page.getByTestId('leave').waitFor();
}

/** Until so many videos show a frame, and everything that moves once has come to rest. */
async function hasPictures(page: Page, count: number): Promise<void> {
  await page.waitForFunction((expected) => {
    const videos = [...document.querySelectorAll('video')];
    const isAtRest = document
      .getAnimations()
      .every((one) => one.playState !== 'running' || one.effect?.getTiming().iterations === Infinity);
    return isAtRest && videos.filter((video) => video.videoWidth > 320).length === expected;
  }, count);
}

/** Runs in the page: the names of Chromium's fake devices are paths of files. */
function nameDevices(): void {
  const names: Record<string, string> = { videoinput: 'Built-in camera', audioinput: 'Built-in microphone' };
  const enumerate = navigator.mediaDevices.enumerateDevices.bind(navigator.mediaDevices);
  navigator.mediaDevices.enumerateDevices = async () =>
    (await enumerate()).map(
      ({ kind, deviceId, groupId, label }) =>
        ({ kind, deviceId, groupId, label: label && (names[kind] ?? label) }) as MediaDeviceInfo,
    );
}

async function save(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(images, `${name}.png`) });
}

async function makeFilms(): Promise<string[]> {
  const browser = await launchChromium();
  const page = await browser.newPage();
  const files: string[] = [];
  for (const [name, sitter] of Object.entries(SITTERS).slice(0, 3)) {
    const file = join(work, `${name}.mjpeg`);
    await writeFakeCamera(page, sitter, file);
    files.push(file);
  }
  await browser.close();
  return files;
}

async function launchWith(film: string): Promise<Browser> {
  const browser = await launchChromium([`--use-file-for-fake-video-capture=${film}`], env);
  browsers.push(browser);
  return browser;
}

function startService(): ChildProcess {
  const secret = () => randomBytes(32).toString('base64url');
  return spawn(process.execPath, [join(root, 'signaling/dist/main.js')], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      LISTEN_HOST: '127.0.0.1',
      PORT: String(PORT),
      TURN_URLS: 'turn:127.0.0.1:3478',
      TURN_SECRET: secret(),
      RESUME_KEY: secret(),
    },
  });
}

async function waitForService(): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline) {
    const isReady = await fetch(new URL('/readyz', URL_OF_PAGE)).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isReady) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(
    `Expected the service on port ${PORT} within 10 s; is the port taken, or the build missing?`,
  );
}
