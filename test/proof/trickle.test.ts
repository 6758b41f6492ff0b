/** The page of candidates against a real service and a real coturn. */
import { networkInterfaces } from 'node:os';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import puppeteer from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { checkupAnswer } from '#protocol';
import { startService } from '../../signaling/test/service.ts';
import { expectAccessible, FORMS } from '../driver/accessible.ts';
import { CHROMIUM_FLAGS, CHROMIUM_PATH, launchChromium } from '../driver/chromium.ts';
import { findInFirefox } from '../driver/find-in-firefox.ts';
import { webRoot } from '../driver/web-root.ts';
import { freePort } from '../integration/coturn/free-port.ts';
import { ownHostFacts } from '../integration/coturn/own-host-facts.ts';
import { type CoturnOptions, RunningCoturn, SECRET } from '../integration/coturn/running-coturn.ts';
import { systemCoturn } from '../lab/coturn-builds.ts';

/** Browsers reach no server on the loopback from their own addresses. */
const OWN = ownAddress();

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser?.close());

async function startCoturn(alter: CoturnOptions['alter'] = (text) => text): Promise<RunningCoturn> {
  const { version: found, command } = await systemCoturn();
  const coturn = await RunningCoturn.start({
    ...{ command, alter },
    facts: await ownHostFacts(found, OWN),
  });
  onTestFinished(() => coturn.stop());
  return coturn;
}

function urlsOf({ facts }: RunningCoturn): string[] {
  const place = `${OWN}:${facts.listeningPort}`;
  return [`turn:${place}?transport=udp`, `turn:${place}?transport=tcp`];
}

interface TrickleOptions extends BrowserContextOptions {
  /** Of the deployment. */
  readonly urls: readonly string[];
  readonly password?: string;
  readonly on?: Browser;
}

async function openTrickle({ urls, password, on = browser, ...options }: TrickleOptions): Promise<Page> {
  const origin = await startDeployment(urls, password);
  const context = await on.newContext({ locale: 'en-US', ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(`${origin}/trickle`);
  return page;
}

/** The real service, with the secret that every coturn here has; gives its origin. */
async function startDeployment(urls: readonly string[], password = ''): Promise<string> {
  const turn = { TURN_URLS: urls.join(','), TURN_SECRET: SECRET };
  const { url } = await startService({ WEB_ROOT: webRoot, CREATE_PASSWORD: password, ...turn });
  return url.replace('127.0.0.1', 'localhost');
}

async function gather(page: Page): Promise<void> {
  await page.getByTestId('server').first().waitFor();
  await page.getByTestId('start-gathering').click();
  await page.locator('[data-testid=trickle-status][data-phase=done]').waitFor({ timeout: 50_000 });
}

describe('gathering', () => {
  test('finds a relay candidate by every URL, and sends bytes through each', async () => {
    const coturn = await startCoturn();
    const urls = urlsOf(coturn);
    const page = await openTrickle({ urls });
    await gather(page);
    const relays = page.locator('[data-testid=candidate][data-type=relay]');
    for (const url of urls) expect(await relays.filter({ hasText: url }).count()).toBeGreaterThan(0);
    expect(await verdicts(page)).toEqual(urls.map((url) => [url, 'passes']));
    expect(await page.getByTestId('verdict').getAttribute('data-verdict')).toBe('all-pass');
    expect(await page.getByTestId('end-of-gathering').getAttribute('data-end')).toBe('complete');
  });

  test('a relay that relays to nobody is not said to work', async () => {
    const coturn = await startCoturn((text) => text.replaceAll(/^allowed-peer-ip=.*$/gm, ''));
    const [udp = ''] = urlsOf(coturn);
    const page = await openTrickle({ urls: [udp] });
    await gather(page);
    expect(await page.locator('[data-testid=candidate][data-type=relay]').count()).toBeGreaterThan(0);
    expect(await verdicts(page)).toEqual([[udp, 'silent']]);
    expect(await page.getByTestId('verdict').getAttribute('data-verdict')).toBe('none-pass');
  });

  test('credentials that are refused are named, and one closed URL is no verdict on the others', async () => {
    const coturn = await startCoturn();
    const [udp = '', tcp = ''] = urlsOf(coturn);
    const closed = `turn:${OWN}:${await freePort(OWN)}?transport=tcp`;
    const page = await openTrickle({ urls: [udp, closed] });
    await gather(page);
    expect(await verdicts(page)).toEqual([
      [udp, 'passes'],
      [closed, 'no-answer'],
    ]);
    expect(await page.getByTestId('verdict').getAttribute('data-verdict')).toBe('some-pass');
    await page.locator('[data-testid=error][data-code="701"]').first().waitFor();

    await page.getByTestId('remove-server').first().click();
    await page.getByTestId('remove-server').first().click();
    await page.getByTestId('add-server').click();
    await page.getByTestId('server-url').fill(tcp);
    await page.getByTestId('server-username').fill('1:nobody');
    await page.getByTestId('server-credential').fill('wrong');
    await gather(page);
    expect(await verdicts(page)).toEqual([[tcp, 'refused']]);
    expect(await page.getByTestId('verdict').getAttribute('data-verdict')).toBe('none-pass');
    await page.locator('[data-testid=error][data-code="401"]').first().waitFor();
  });

  test('the addresses of this device are hidden, until somebody gives the microphone for them', async () => {
    const coturn = await startCoturn();
    const asking = await chromium.launch({
      executablePath: CHROMIUM_PATH,
      chromiumSandbox: false,
      args: [...CHROMIUM_FLAGS],
    });
    onTestFinished(() => asking.close());
    const page = await openTrickle({ urls: urlsOf(coturn).slice(0, 1), permissions: [], on: asking });
    const hosts = page.locator('[data-testid=candidate][data-type=host] [data-column=address]');
    await gather(page);
    for (const address of await hosts.allTextContents()) expect(address).toMatch(/\.local$/);
    await page.context().grantPermissions(['camera', 'microphone'], { origin: new URL(page.url()).origin });
    await page.getByTestId('ask-for-media').check();
    await gather(page);
    expect(await hosts.allTextContents()).toContain(OWN);
  });

  test('with relays only, nothing else is found; and it can be stopped', async () => {
    const coturn = await startCoturn();
    const silent = `turn:${OWN}:${await freePort(OWN)}?transport=udp`;
    const page = await openTrickle({ urls: [...urlsOf(coturn), silent] });
    await page.getByTestId('policy-relay').check();
    await page.getByTestId('start-gathering').click();
    await page.getByTestId('candidate').nth(1).waitFor();
    await page.getByTestId('stop-gathering').click();
    await page.locator('[data-testid=trickle-status][data-phase=done]').waitFor();
    expect(await page.getByTestId('end-of-gathering').getAttribute('data-end')).toBe('stopped');
    const types = await page
      .getByTestId('candidate')
      .evaluateAll((all) => all.map((one) => one.dataset.type));
    expect(new Set(types)).toEqual(new Set(['relay']));
    expect((await verdicts(page)).map(([, verdict]) => verdict)).toEqual([
      'unchecked',
      'unchecked',
      'unfinished',
    ]);
    expect(await page.getByTestId('verdict').getAttribute('data-verdict')).toBe('unchecked');
  });

  test('Firefox, which does not tell where a relay candidate came from, comes to the same verdict', async () => {
    const coturn = await startCoturn();
    const urls = urlsOf(coturn);
    const firefox = await puppeteer.launch({
      browser: 'firefox',
      executablePath: '/usr/bin/firefox-esr',
      extraPrefsFirefox: { 'intl.accept_languages': 'en-US' },
    });
    onTestFinished(() => firefox.close());
    const page = await firefox.newPage();
    await page.goto(`${await startDeployment(urls)}/trickle`);
    await page.locator('[data-testid=server]').wait();
    await findInFirefox(page, 'start-gathering').click();
    await page.waitForSelector('[data-testid=trickle-status][data-phase=done]', { timeout: 50_000 });
    const found = await page.$$eval('[data-testid=url-verdict]', (all) =>
      all.map((one) => [one.getAttribute('data-url'), one.getAttribute('data-verdict')]),
    );
    expect(found).toEqual(urls.map((one) => [one, 'passes']));
  });
});

test('a password is asked for where the deployment wants one, and the focus is never lost', async () => {
  const coturn = await startCoturn();
  const password = 'three unusual words';
  const page = await openTrickle({ urls: urlsOf(coturn), password });
  const field = page.getByTestId('trickle-password');
  const focused = () => page.evaluate(() => document.activeElement?.id || document.activeElement?.tagName);
  await field.waitFor();
  await field.fill('a wrong one');
  await field.press('Enter');
  await page.locator('[data-testid=trickle-password][aria-invalid=true]').waitFor();
  expect(await field.evaluate(isFocused)).toBe(true);

  const asked = page.waitForRequest('**/api/checkup');
  await field.fill(password);
  await field.press('Enter');
  expect((await asked).postDataJSON()).toEqual({ password });
  await expect.poll(() => page.getByTestId('server').count()).toBe(2);
  await expect.poll(focused).toBe('trickle-servers');

  await page.getByTestId('edit-server').first().click();
  await expect.poll(() => page.getByTestId('server-url').evaluate(isFocused)).toBe(true);
  await page.getByTestId('remove-server').first().click();
  await expect.poll(focused).toBe('trickle-servers');
  await page.getByTestId('add-server').click();
  await expect.poll(() => page.getByTestId('server-url').evaluate(isFocused)).toBe(true);
  await page.getByTestId('remove-server').last().click();
  await page.getByTestId('start-gathering').press('Enter');
  await page.locator('[data-testid=trickle-status][data-phase=done]').waitFor({ timeout: 50_000 });
  expect(await page.getByTestId('start-gathering').evaluate(isFocused)).toBe(true);
});

test('what is copied holds neither credentials nor addresses', async () => {
  const coturn = await startCoturn();
  const page = await openTrickle({
    urls: urlsOf(coturn).slice(0, 1),
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const given = page.waitForResponse('**/api/checkup');
  await gather(page);
  const [server] = checkupAnswer.parse(await (await given).json()).iceServers;
  const copied = async () => {
    await page.getByTestId('copy-report').click();
    await expect.poll(() => page.getByText('Copied').count()).toBe(1);
    return page.evaluate(() => navigator.clipboard.readText());
  };
  const text = await copied();
  expect(JSON.parse(text)).toMatchObject({ verdict: { all: 'all-pass' } });
  for (const secret of [server?.username, server?.credential]) expect(text).not.toContain(secret);
  expect(text).not.toMatch(/"(address|relatedAddress|usernameFragment|foundation)"/);
});

test.each(FORMS)('stands before axe: %s', async (name, options) => {
  const coturn = await startCoturn();
  const closed = `turn:${OWN}:${await freePort(OWN)}?transport=tcp`;
  const page = await openTrickle({ urls: [...urlsOf(coturn), closed], ...options });
  await expectAccessible(page, `${name}: before`);
  await page.getByTestId('edit-server').first().click();
  await gather(page);
  for (const fold of await page.locator('details').all())
    await fold.evaluate((element: HTMLDetailsElement) => {
      element.open = true;
    });
  await expectAccessible(page, `${name}: with a result`);
  await page.getByTestId('add-server').click();
  await page.getByTestId('server-url').last().fill('turn://example.org');
  await page.getByTestId('server-url').last().blur();
  await expectAccessible(page, `${name}: with a problem`);
});

function isFocused(element: Element): boolean {
  return element === document.activeElement;
}

async function verdicts(page: Page): Promise<[url: string | null, verdict: string | null][]> {
  return page
    .getByTestId('url-verdict')
    .evaluateAll((all) => all.map((one) => [one.getAttribute('data-url'), one.getAttribute('data-verdict')]));
}

/** An address of this machine that is not the loopback. */
function ownAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((one) => one ?? []);
  const own = all.find(({ family, internal }) => family === 'IPv4' && !internal);
  if (own === undefined) throw new Error('Expected an IPv4 address besides the loopback, found none.');
  return own.address;
}
