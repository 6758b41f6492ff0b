/** The page for whoever runs the server, in a real browser with a real service; and that nothing of people is on it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { sampleKeeperReport } from '../../signaling/src/core/testing/sample-keeper-report.ts';
import { sampleObservation } from '../../signaling/src/core/testing/sample-observation.ts';
import { sampleReport } from '../../signaling/src/core/testing/sample-report.ts';
import { startService } from '../../signaling/test/service.ts';
import { expectAccessible, OPPOSITE_FORMS } from '../driver/accessible.ts';
import { CallPage } from '../driver/call-page.ts';
import { launchChromium } from '../driver/chromium.ts';
import { readDescription } from '../driver/read-description.ts';
import { webRoot } from '../driver/web-root.ts';

const OPERATOR_TOKEN = 'operator-token-of-the-tests';
/** Of the deployment, the second in the URL of its relay; every other address is somebody's. */
const OWN_ADDRESSES = ['203.0.113.10', '127.0.0.1'];
const VISITOR = '198.51.100.77';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser?.close());

/** A service with a keeper's report, where a browser may see it: on localhost. */
async function start(more: Record<string, string> = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'burrow-status-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const file = join(directory, 'keeper-report.json');
  writeFileSync(file, JSON.stringify(sampleKeeperReport({ aliveAt: new Date().toISOString() })));
  const service = await startService({
    ...{ WEB_ROOT: webRoot, OPERATOR_TOKEN, KEEPER_REPORT_FILE: file, TRUSTED_PROXIES: 'own-networks' },
    ...more,
  });
  const origin = service.url.replace('127.0.0.1', 'localhost');
  const ask = async (method: string, path: string, body?: object, headers: Record<string, string> = {}) => {
    const answer = await fetch(service.url + path, {
      ...{ method, headers: { Authorization: `Bearer ${OPERATOR_TOKEN}`, ...headers } },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return answer.json();
  };
  return {
    ...service,
    origin,
    ask,
    signInLink: async () => origin + (await ask('POST', '/api/operator-links', {})).path,
  };
}

type Started = Awaited<ReturnType<typeof start>>;

/** One result and one report, as pages of visitors send them through a proxy. */
async function fill({ ask }: Started): Promise<string> {
  const headers = { 'X-Forwarded-For': VISITOR };
  const { token } = await ask('POST', '/api/guest-tests', { label: 'aunt Ann' });
  const findings = { observation: sampleObservation(), browser: 'firefox' };
  await ask('PUT', `/api/guest-tests/${token}`, findings, headers);
  await ask('POST', '/api/reports', sampleReport({ comment: 'no sound' }), headers);
  return token;
}

async function openPage(url: string, options: BrowserContextOptions = { locale: 'en-US' }): Promise<Page> {
  const context = await browser.newContext(options);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

const headline = (page: Page) => page.getByTestId('status-headline');

test('a link opens the page with everything on it, and leaves no trace in the address', async () => {
  const service = await start();
  await fill(service);
  const link = await service.signInLink();
  const page = await openPage(link);
  await headline(page).waitFor();
  expect(page.url()).toBe(`${service.origin}/status`);
  expect(await page.evaluate(() => [sessionStorage.length, history.length])).toEqual([0, 2]);
  // The relay has not been tried, and nothing else is wrong.
  expect(await headline(page).getAttribute('data-code')).toBe('relay-unknown');
  const parts = await page
    .getByTestId('status-part')
    .evaluateAll((all) => all.map((one) => one.dataset.code));
  expect(parts).toEqual([
    ...['service-ready', 'relay-unknown', 'certificate-unknown', 'edge-answers', 'proxy-passes'],
    'keeper-well',
  ]);
  await expect.poll(() => page.getByTestId('guest-test').getAttribute('data-cause')).toBe('all-well');
  expect(await page.getByTestId('call-report').textContent()).toContain('no sound');
  for (const text of ['3.2.26', '4.18.0-r0', 'call.example.org', '203.0.113.10'])
    expect(await page.getByText(text).first().isVisible(), text).toBe(true);

  const used = await openPage(link);
  await used.locator('[data-testid=sign-in-problem][data-problem=expired]').waitFor();
  expect(await headline(used).count()).toBe(0);
});

test('a guest link is made on it, and what the guest finds comes by itself', async () => {
  const service = await start();
  const page = await openPage(await service.signInLink());
  await page.getByTestId('link-label').fill('Ben');
  await page.getByTestId('make-link').click();
  const link = await page.getByTestId('invite-link').inputValue();
  expect(link).toMatch(new RegExp(`^${service.origin}/test#[\\w-]{22}$`));
  await page.getByTestId('guest-test').filter({ hasText: 'Ben' }).waitFor();
  await page.getByTestId('show-qr').click();
  await page.getByTestId('qr-code').waitFor();
  const guest = await openPage(link);
  await guest.getByTestId('start-test').waitFor();
  const findings = { observation: sampleObservation(), browser: 'safari' };
  await service.ask('PUT', `/api/guest-tests/${link.split('#')[1]}`, findings);
  await page.locator('[data-testid=guest-test][data-cause=all-well]').waitFor();
});

test('by the token and the keyboard alone; it is kept in the tab only where one says so', async () => {
  const { origin } = await start();
  const page = await openPage(`${origin}/status`);
  const field = page.getByTestId('operator-token');
  await field.waitFor();
  const tabTo = async (testId: string) => {
    for (let presses = 0; presses < 20; presses++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.testid);
      if (at === testId) return;
    }
    throw new Error(`${testId} is not reached by Tab`);
  };
  await tabTo('operator-token');
  await page.keyboard.type('a wrong token');
  await page.keyboard.press('Enter');
  await page.locator('[data-problem=unauthorized]').waitFor();
  expect(await field.evaluate((one) => one === document.activeElement)).toBe(true);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(OPERATOR_TOKEN);
  await page.keyboard.press('Enter');
  await headline(page).waitFor();
  await page.reload();
  await field.waitFor();

  await tabTo('operator-token');
  await page.keyboard.type(OPERATOR_TOKEN);
  await tabTo('stay-signed-in');
  await page.keyboard.press('Space');
  await tabTo('sign-in');
  await page.keyboard.press('Enter');
  await headline(page).waitFor();
  await page.reload();
  await headline(page).waitFor();
  const stored = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
  expect(stored).not.toContain(OPERATOR_TOKEN);
  await tabTo('sign-out');
  await page.keyboard.press('Enter');
  await field.waitFor();
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  await page.reload();
  await field.waitFor();
});

test.each(OPPOSITE_FORMS)('it stands before axe and fits: %s', async (_, options) => {
  const service = await start();
  await fill(service);
  const signedOut = await openPage(`${service.origin}/status`, options);
  await signedOut.getByTestId('operator-token').waitFor();
  await expectAccessible(signedOut, 'signed out');
  const page = await openPage(await service.signInLink(), options);
  await page.getByTestId('make-link').click();
  await page.getByTestId('show-qr').click();
  await page.getByTestId('qr-code').waitFor();
  await page.getByTestId('call-report').waitFor();
  await page.evaluate(() => {
    for (const one of document.querySelectorAll('details')) one.open = true;
  });
  await expectAccessible(page, 'signed in');
});

test('after a call, a report and a test nothing of people is in the status, the records or the log', async () => {
  const service = await start({ LOG_LEVEL: 'trace' });
  const guestToken = await fill(service);
  const ann = await CallPage.open(browser, `${service.origin}/`);
  const room = await ann.startCall('Anneliese');
  const ben = await CallPage.open(browser, room);
  await ben.joinCall('小贝');
  await Promise.all([ann.waitForMedia(1), ben.waitForMedia(1)]);
  const during = await service.ask('GET', '/api/status');
  expect(during.rooms).toEqual({ open: 1, people: 2, waiting: 0 });
  const spoken = await ann.page.evaluate(readDescription);
  await ann.page.getByTestId('leave').click();
  await ann.page.getByTestId('report').click();
  await ann.page.getByTestId('report-comment').fill('the picture froze');
  await ann.page.getByTestId('report-send').click();
  await expect.poll(async () => (await service.ask('GET', '/api/status')).reports.count).toBe(2);
  const { iceServers } = await service.ask('POST', '/api/checkup', {});
  const signInLink = await service.signInLink();
  const page = await openPage(signInLink);
  await page.getByTestId('call-report').nth(1).waitFor();

  const [secret = '', ownerTag = ''] = new URL(room).hash.slice(1).split('.');
  const hidden = {
    ...{ secret, ownerTag, guestToken, OPERATOR_TOKEN, VISITOR },
    ...{ name: 'Anneliese', 'Chinese name': '小贝' },
    ...{ fingerprint: spoken.fingerprint, 'ICE password': spoken.icePassword },
    'TURN secret': 's'.repeat(43),
    'key of resume tokens': 'r'.repeat(43),
    'TURN credential': iceServers[0].credential,
    'sign-in code': signInLink.split('#')[1] ?? '',
  };
  const seen = {
    during: JSON.stringify(during),
    status: JSON.stringify(await service.ask('GET', '/api/status')),
    reports: JSON.stringify(await service.ask('GET', '/api/reports')),
    'guest tests': JSON.stringify(await service.ask('GET', '/api/guest-tests')),
    page: await page.content(),
    log: JSON.stringify(service.logged),
  };
  // They hold what they should: these are the answers that are meant.
  expect(seen.reports).toContain('the picture froze');
  expect(seen['guest tests']).toContain('aunt Ann');
  for (const [where, text] of Object.entries(seen)) {
    for (const [what, part] of Object.entries(hidden)) {
      expect(part, what).not.toBe('');
      expect(text.includes(part), `${what} is in ${where}`).toBe(false);
    }
    expect(text, where).not.toMatch(/a=(?:ice-|candidate:|fingerprint:)|\btyp (?:host|srflx|relay)\b/);
    for (const address of spoken.addresses)
      expect(text.includes(address), `an address in ${where}`).toBe(false);
    if (where === 'log') continue;
    const addresses = text.match(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g) ?? [];
    expect(
      addresses.filter((one) => !OWN_ADDRESSES.includes(one)),
      where,
    ).toEqual([]);
  }
  await Promise.all([ann, ben].map((one) => one.page.context().close()));
});
