/**
 * Makes the pictures of docs/images/states: every screen in each of its states, as the preview page shows them, on a
 * desktop in light and English, and on a phone in dark and Chinese. Part of `npm run screenshots`.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { createServer } from 'vite';
import { launchChromium } from '../driver/chromium.ts';
import { writePictureFonts } from './picture-fonts.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const images = join(root, 'docs/images/states');

const FORMS = [
  { name: 'desktop', viewport: { width: 1120, height: 700 }, lang: 'en', theme: 'light' },
  { name: 'phone', viewport: { width: 390, height: 844 }, lang: 'zh-CN', theme: 'dark' },
] as const;

/** As the preview page takes them: preview.tsx. */
const STATES: Readonly<Record<string, readonly string[]>> = {
  home: ['recent'],
  lobby: [
    ...['asking', 'denied', 'in-use', 'no-camera', 'joining', 'full', 'version', 'password-needed'],
    ...['locked', 'waiting', 'declined'],
  ],
  call: [
    ...['trouble', 'away', 'chat', 'hands', 'reactions', 'screen', 'sharing', 'visitors', 'update'],
    ...['slow', 'quality', 'interrupted', 'muted-speech'],
  ],
  over: ['left', 'removed', 'ended', 'replaced', 'expired'],
  devices: ['ready'],
  status: ['ready', 'failing', 'signed-out', 'link'],
  test: ['ready', 'limited', 'failing', 'running', 'guest', 'password-needed'],
  trickle: ['ready', 'result', 'silent', 'password-needed'],
  unsupported: ['in-app', 'no-webrtc', 'insecure-context'],
};
const PEOPLE: Readonly<Record<string, number>> = { trouble: 4, quality: 3, hands: 4 };
const JPEG_QUALITY = 80;
/** Of what moves into its place. */
const SETTLE_MS = 600;

const work = mkdtempSync(join(tmpdir(), 'burrow-states-'));
rmSync(images, { recursive: true, force: true });
mkdirSync(images, { recursive: true });
const server = await createServer({
  configFile: join(root, 'web/vite.config.ts'),
  logLevel: 'warn',
  server: { host: '127.0.0.1', port: 0 },
});
let browser: Browser | null = null;
try {
  await server.listen();
  const base = server.resolvedUrls?.local[0];
  if (base === undefined) throw new Error('the dev server listens nowhere');
  browser = await launchChromium([], writePictureFonts(work));
  for (const form of FORMS) await photographAll(browser, base, form);
} finally {
  await browser?.close();
  await server.close();
  rmSync(work, { recursive: true, force: true });
}

async function photographAll(on: Browser, base: string, form: (typeof FORMS)[number]): Promise<void> {
  const { name, viewport, lang, theme } = form;
  const context = await on.newContext({ viewport, colorScheme: theme, locale: lang });
  const page = await context.newPage();
  for (const [screen, states] of Object.entries(STATES)) {
    for (const state of states) {
      const query = new URLSearchParams({ screen, state, lang, theme, people: String(PEOPLE[state] ?? 2) });
      await page.goto(`${base}preview.html?${query}`);
      await page.locator('h1').first().waitFor({ state: 'attached' });
      if (state === 'chat') await page.getByTestId('chat').click();
      if (state === 'chat') await page.getByTestId('chat-input').waitFor();
      await page.waitForTimeout(SETTLE_MS);
      const path = join(images, `${screen}-${state}-${name}.jpg`);
      await page.screenshot({ path, type: 'jpeg', quality: JPEG_QUALITY });
    }
  }
  await context.close();
}
