import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startService } from '../../signaling/test/service.ts';
import { expectAccessible, FORMS } from '../driver/accessible.ts';
import { launchChromium } from '../driver/chromium.ts';
import { webRoot } from '../driver/web-root.ts';

const PASSWORD = 'three unusual words';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser?.close());

test.each(FORMS)('every screen stands before axe: %s', async (_, options) => {
  const { url } = await startService({ WEB_ROOT: webRoot, CREATE_PASSWORD: PASSWORD });
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(url.replace('127.0.0.1', 'localhost'));
  await expectAccessible(page, 'home');
  await page.getByTestId('remember-rooms').check();
  await page.getByTestId('room-input').fill('abc');
  await page.getByTestId('room-join').click();
  await expectAccessible(page, 'home with a problem');

  await page.getByTestId('new-call').click();
  await page.getByTestId('join-call').waitFor();
  await expectAccessible(page, 'lobby');
  const link = page.url();
  const password = page.getByTestId('password-input');
  await page.getByTestId('join-call').click();
  await password.waitFor();
  await expectAccessible(page, 'lobby that asks for a password');
  expect(await password.evaluate((field) => field === document.activeElement)).toBe(true);
  const asked = await page.getByRole('alert').textContent();
  await password.fill('a wrong password');
  await password.press('Enter');
  await page.locator('[data-testid=password-input][aria-invalid=true]').waitFor();
  await expectAccessible(page, 'lobby after a wrong password');
  expect(await page.getByRole('alert').textContent()).not.toBe(asked);
  await password.fill(PASSWORD);
  await page.getByTestId('join-call').click();
  await page.getByTestId('leave').waitFor();
  await expectAccessible(page, 'alone in the call');

  const guest = await (await browser.newContext()).newPage();
  await guest.goto(link);
  await guest.getByTestId('join-call').click();
  await page.locator('[data-testid=tile][data-link=connected]').waitFor();
  await expectAccessible(page, 'call');
  await page.getByTestId('more').click();
  await expectAccessible(page, 'menu');
  await page.keyboard.press('Escape');
  for (const dialog of ['invite', 'settings', 'host', 'shortcuts', 'remove', 'connection-details']) {
    if (!(await page.getByTestId(dialog).isVisible())) await page.getByTestId('more').click();
    await page.getByTestId(dialog).click();
    await page.locator('dialog[open]').waitFor();
    await expectAccessible(page, `dialog ${dialog}`);
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'hidden' });
  }
  if (!(await page.getByTestId('lock').isVisible())) await page.getByTestId('more').click();
  await page.getByTestId('lock').click();
  const visitor = await (await browser.newContext(options)).newPage();
  await visitor.goto(link);
  await visitor.getByTestId('join-call').click();
  await visitor.getByTestId('entry-ask').waitFor();
  await expectAccessible(visitor, 'lobby at a locked door');
  await visitor.getByTestId('entry-ask').click();
  await visitor.locator('[data-state=waiting]').waitFor();
  await expectAccessible(visitor, 'lobby while waiting');
  await page.getByTestId('visitor').waitFor();
  await expectAccessible(page, 'call with a visitor');
  await visitor.context().close();
  await page.getByTestId('leave').click();
  await page.getByTestId('rejoin').waitFor();
  await expectAccessible(page, 'after the call');
  await page.getByTestId('report').click();
  await page.getByTestId('report-contents').waitFor();
  await expectAccessible(page, 'dialog report');
  await guest.context().close();
  await context.close();
});

test.each(FORMS)('the page in an app that cannot call stands before axe: %s', async (_, options) => {
  const { url } = await startService({ WEB_ROOT: webRoot });
  const userAgent = 'Mozilla/5.0 (iPhone; CPU iPhone OS 14_2 like Mac OS X) MicroMessenger/8.0.49';
  const context = await browser.newContext({ ...options, userAgent });
  await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'mediaDevices'));
  const page = await context.newPage();
  await page.goto(url.replace('127.0.0.1', 'localhost'));
  await page.getByTestId('new-call').click();
  await page.getByTestId('in-app-steps').waitFor();
  await expectAccessible(page, 'in an app');
  await context.close();
});
