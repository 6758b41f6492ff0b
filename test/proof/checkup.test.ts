/** The connection test in a real Chromium, against the real service and a real coturn. */
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Observation, observation as observationSchema } from '#diagnosis';
import { startService } from '../../signaling/test/service.ts';
import { launchChromium } from '../driver/chromium.ts';
import { ownHostFacts } from '../integration/coturn/own-host-facts.ts';
import { RunningCoturn } from '../integration/coturn/running-coturn.ts';
import { systemCoturn } from '../lab/coturn-builds.ts';

const OWN = '127.0.0.1';
const TOKEN = 'guest-token-of-22-char';
const PASSWORD = 'three unusual words';
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const webRoot = fileURLToPath(new URL('../../web/dist', import.meta.url));
const { version: found, command } = await systemCoturn();

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium(['--allow-loopback-in-peer-connection']);
});

afterAll(() => browser?.close());

async function startCoturn(): Promise<RunningCoturn> {
  const coturn = await RunningCoturn.start({
    command,
    facts: await ownHostFacts(found, OWN),
  });
  onTestFinished(() => stopOnce(coturn));
  return coturn;
}

const stopped = new WeakSet<RunningCoturn>();

async function stopOnce(coturn: RunningCoturn): Promise<void> {
  if (stopped.has(coturn)) return;
  stopped.add(coturn);
  await coturn.stop();
}

interface Stage {
  readonly page: Page;
  readonly origin: string;
  readonly delivered: {
    readonly path: string;
    readonly body: { observation: Observation; browser: string };
  }[];
  readonly asked: unknown[];
  readonly problems: string[];
}

interface StageOptions {
  readonly urls: readonly string[];
  readonly coturn?: RunningCoturn;
  readonly secret?: string;
  readonly context?: BrowserContextOptions;
  /** Answers to requests for credentials, before they are given. */
  readonly refusals?: readonly string[];
  /** Answers to what a guest delivers, before it is taken. */
  readonly deliveries?: readonly string[];
}

/** The real page of the real service. Credentials and deliveries are answered in its place. */
async function stage(options: StageOptions): Promise<Stage> {
  const { url } = await startService({ WEB_ROOT: webRoot });
  const origin = url.replace(OWN, 'localhost');
  const context = await browser.newContext({ locale: 'en-US', ...options.context });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  const refusals = [...(options.refusals ?? [])];
  const deliveries = [...(options.deliveries ?? [])];
  const asked: unknown[] = [];
  const delivered: Stage['delivered'] = [];
  await page.route('**/api/checkup', async (route) => {
    asked.push(route.request().postDataJSON());
    const code = refusals.shift();
    if (code !== undefined) return route.fulfill({ status: 403, json: { ok: false, code, text: code } });
    const { username, password } = options.coturn?.credential(options.secret) ?? {
      username: 'u',
      password: 'p',
    };
    return route.fulfill({
      json: {
        ok: true,
        iceServers: [{ urls: options.urls, username, credential: password }],
        ttlSeconds: 60,
        expiresAt: new Date(Date.now() + 60_000).toISOString(),
        server: { relay: 'ok', certificateExpiresAt: null },
      },
    });
  });
  await page.route('**/api/guest-tests/*', (route) => {
    const code = deliveries.shift();
    if (code !== undefined) return route.fulfill({ status: 410, json: { ok: false, code, text: code } });
    delivered.push({ path: new URL(route.request().url()).pathname, body: route.request().postDataJSON() });
    return route.fulfill({ json: { ok: true } });
  });
  return { page, origin, delivered, asked, problems };
}

/** What a guest's browser found, after it was checked as the server will check it. */
async function observe(options: StageOptions): Promise<Observation> {
  const { page, origin, delivered, asked, problems } = await stage(options);
  await page.addInitScript(rememberConnections);
  await page.goto(`${origin}/test#${TOKEN}`);
  await page.getByTestId('start-test').click();
  await page.locator('[data-delivery=delivered]').waitFor();
  expect(asked).toEqual([{ guest: TOKEN }]);
  expect(delivered.map(({ path, body }) => [path, body.browser])).toEqual([
    [`/api/guest-tests/${TOKEN}`, 'chromium'],
  ]);
  expect(problems).toEqual([]);
  const states = await page.evaluate(readConnections);
  expect(states).toEqual(states.map(() => 'closed'));
  expect(states.length).toBeGreaterThan(options.urls.length);
  return observationSchema.parse(delivered[0]?.body.observation);
}

/** Runs in the page before its own scripts. */
function rememberConnections(): void {
  const made: RTCPeerConnection[] = [];
  Object.assign(window, { connectionsMade: made });
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      made.push(this);
    }
  };
}

function readConnections(): string[] {
  const { connectionsMade } = window as unknown as { connectionsMade: RTCPeerConnection[] };
  return connectionsMade.map(({ signalingState }) => signalingState);
}

const overUdp = ({ facts }: RunningCoturn) => `turn:${OWN}:${facts.listeningPort}?transport=udp`;
const overTcp = ({ facts }: RunningCoturn) => `turn:${OWN}:${facts.listeningPort}?transport=tcp`;

describe('a look', () => {
  test('finds bytes that pass both ways by each URL, and closes every connection', async () => {
    const coturn = await startCoturn();
    const observed = await observe({ coturn, urls: [overUdp(coturn), overTcp(coturn)] });
    expect(observed).toMatchObject({ page: 'answers', webSocket: 'open', credentialsRefused: null });
    expect(observed.server).toEqual({ relay: 'ok', certificateExpiresAt: null });
    for (const { allocation, family, relayed } of observed.turn) {
      expect(allocation.outcome).toBe('allocated');
      expect(family).toBe('ipv4');
      expect(relayed).toMatchObject({ sent: 20, received: 20 });
      expect(relayed?.bitsPerSecond).toBeGreaterThan(1_000_000);
    }
    expect(observed.turn.map(({ url }) => url)).toEqual([overUdp(coturn), overTcp(coturn)]);
  });

  test('is refused by a server that has another secret', async () => {
    const coturn = await startCoturn();
    const observed = await observe({ coturn, secret: 'x'.repeat(32), urls: [overUdp(coturn)] });
    expect(observed.turn).toMatchObject([{ allocation: { outcome: 'refused', code: 401 }, relayed: null }]);
  });

  test('has no answer from a server that is gone, and ends all the same', async () => {
    const coturn = await startCoturn();
    const urls = [overUdp(coturn), overTcp(coturn)];
    await stopOnce(coturn);
    const observed = await observe({ coturn, urls });
    expect(observed.turn).toMatchObject([
      { allocation: { outcome: 'no-answer' }, relayed: null },
      { allocation: { outcome: 'no-answer' }, relayed: null },
    ]);
    expect(observed.reflexive).toBe(false);
  });
});

describe('a guest', () => {
  const TO_NOBODY = { urls: [`turn:${OWN}:9?transport=tcp`] };

  test('is told what it is about, and nothing is asked for before they agree', async () => {
    const { page, origin, asked, delivered } = await stage(TO_NOBODY);
    const requests: string[] = [];
    page.on('request', (request) => requests.push(new URL(request.url()).pathname));
    await page.goto(`${origin}/test#${TOKEN}`);
    await page.getByTestId('start-test').waitFor();
    expect(await page.textContent('main')).toContain('No name and no address are in the result.');
    expect(requests.filter((path) => /^\/(api|healthz|socket)/.test(path))).toEqual([]);
    await page.getByTestId('start-test').click();
    await page.locator('[data-delivery=delivered]').waitFor();
    expect([asked.length, delivered.length]).toEqual([1, 1]);
  });

  test('sends the result again where it was not taken, and is told where it never will be', async () => {
    const { page, origin, delivered } = await stage({ ...TO_NOBODY, deliveries: ['unavailable', 'expired'] });
    await page.goto(`${origin}/test#${TOKEN}`);
    await page.getByTestId('start-test').click();
    await page.getByTestId('deliver-again').click();
    await page.locator('[data-delivery=expired]').waitFor();
    expect(await page.getByTestId('delivery').textContent()).toContain('no longer valid');
    expect(await page.getByTestId('deliver-again').count()).toBe(0);
    expect(delivered).toEqual([]);
  });

  test('with a part of a link can still test for themselves', async () => {
    const { page, origin, asked, delivered } = await stage(TO_NOBODY);
    await page.goto(`${origin}/test#${TOKEN.slice(1)}`);
    await page.getByRole('heading', { name: 'Part of this link is missing.' }).waitFor();
    await page.getByTestId('start-test').click();
    await page.getByTestId('test-again').waitFor();
    expect([asked, delivered]).toEqual([[{}], []]);
  });
});

describe('whoever looks for themselves', () => {
  test('is asked for the password of the server, also twice, and may go on without', async () => {
    const coturn = await startCoturn();
    const urls = [overUdp(coturn)];
    const refusals = ['password-needed', 'wrong-password', 'password-needed'];
    const { page, origin, asked } = await stage({ coturn, urls, refusals });
    await page.goto(`${origin}/test`);
    const field = page.getByTestId('checkup-password');
    await field.fill('a wrong one');
    await field.press('Enter');
    await page.locator('[data-testid=checkup-password][aria-invalid=true]').fill(PASSWORD);
    await page.getByTestId('send-password').click();
    await page.getByTestId('without-password').click();
    await page.getByTestId('test-again').click();
    await expect.poll(() => page.getByTestId('checkup-headline').getAttribute('data-state')).toBe('good');
    expect(asked).toEqual([{}, { password: 'a wrong one' }, { password: PASSWORD }, {}]);
  });

  test('without a network gets an end and a result, not a page that hangs', async () => {
    const { page, origin, problems } = await stage({ urls: [] });
    await page.goto(`${origin}/test#${TOKEN}`);
    await page.getByTestId('start-test').waitFor();
    await page.context().setOffline(true);
    await page.route('**/api/**', (route) => route.abort());
    await page.getByTestId('start-test').click();
    await page.locator('[data-delivery=unreachable]').waitFor({ timeout: 40_000 });
    expect(await page.getByTestId('checkup-headline').getAttribute('data-state')).toBe('bad');
    expect(problems).toEqual([]);
  });

  test('comes from the start page, copies the result, tries the devices and goes back', async () => {
    const coturn = await startCoturn();
    const { page, origin } = await stage({
      ...{ coturn, urls: [overUdp(coturn)] },
      context: { permissions: ['clipboard-read', 'clipboard-write'] },
    });
    await page.goto(origin);
    await page.getByTestId('test-link').click();
    await page.getByTestId('copy-result').click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain('Calls work from this network');
    expect(copied).toContain('20 of 20');
    expect(copied).not.toContain(coturn.credential().username.split(':')[1]);
    await page.getByTestId('test-devices').click();
    await page.getByText('Camera and microphone work.').waitFor();
    await page.goBack();
    await page.getByTestId('new-call').waitFor();
  });
});

test.each<[string, BrowserContextOptions]>([
  ['English, light', { locale: 'en-US', colorScheme: 'light', viewport: { width: 1280, height: 800 } }],
  ['English, dark', { locale: 'en-US', colorScheme: 'dark', viewport: { width: 390, height: 844 } }],
  ['Chinese, light', { locale: 'zh-CN', colorScheme: 'light', viewport: { width: 390, height: 844 } }],
  ['Chinese, dark', { locale: 'zh-CN', colorScheme: 'dark', viewport: { width: 1280, height: 800 } }],
])('every state stands before axe: %s', async (name, context) => {
  const coturn = await startCoturn();
  const urls = [overUdp(coturn), overTcp(coturn), `turns:${OWN}:9?transport=tcp`];
  const deliveries = ['unavailable'];
  const refusals = ['password-needed', 'wrong-password'];
  const { page, origin } = await stage({ coturn, urls, context, deliveries, refusals });
  const expectAccessible = async (state: string) => {
    await photograph(page, `${state} ${name}`);
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
    const told = violations.map(({ id, nodes }) => `${state}: ${id}: ${nodes.map(({ target }) => target)}`);
    expect(told).toEqual([]);
  };
  await page.goto(`${origin}/test`);
  const field = page.getByTestId('checkup-password');
  await field.waitFor();
  await expectAccessible('password');
  await field.fill('a wrong one');
  await field.press('Enter');
  await page.locator('[data-testid=checkup-password][aria-invalid=true]').waitFor();
  await expectAccessible('wrong password');

  await page.goto(`${origin}/test#${TOKEN.slice(1)}`);
  await page.getByTestId('start-test').waitFor();
  await expectAccessible('broken link');
  await page.goto(`${origin}/test#${TOKEN}`);
  await page.locator('.checkup-terms').waitFor();
  await expectAccessible('guest');
  await page.getByTestId('start-test').click();
  await page.getByTestId('checkup-step').nth(6).waitFor();
  await expectAccessible('running');
  await page.getByTestId('deliver-again').waitFor();
  await page.getByTestId('test-devices').click();
  await page.getByTestId('device-check').locator('[data-state=good]').waitFor();
  await page.getByTestId('checkup-details').locator('summary').click();
  await expectAccessible('result');
});

/** Where somebody wants to see what was tested. */
async function photograph(page: Page, name: string): Promise<void> {
  const directory = process.env.CHECKUP_PICTURES;
  if (directory === undefined) return;
  await page.screenshot({ path: `${directory}/${name.replaceAll(/\W+/g, '-')}.png`, fullPage: true });
}
