/** The connection test in a real Chromium, against the real service and a real coturn. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Observation, observation as observationSchema } from '#diagnosis';
import { checkupAnswer } from '#protocol';
import { startService } from '../../signaling/test/service.ts';
import { expectAccessible, FORMS } from '../driver/accessible.ts';
import { launchChromium } from '../driver/chromium.ts';
import { webRoot } from '../driver/web-root.ts';
import { ownHostFacts } from '../integration/coturn/own-host-facts.ts';
import { RunningCoturn, SECRET } from '../integration/coturn/running-coturn.ts';
import { systemCoturn } from '../lab/coturn-builds.ts';

const OWN = '127.0.0.1';
const OPERATOR_TOKEN = 'operator-token-of-the-tests';
const PASSWORD = 'three unusual words';
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
  /** For a link, as the operator makes it. */
  readonly token: string;
  /** As the operator reads it. */
  readonly delivered: () => Promise<readonly GuestResult[]>;
  /** What the page asked for credentials with. */
  readonly asked: unknown[];
  readonly problems: string[];
  /** The service forgets the link. */
  readonly restart: () => Promise<void>;
}

interface GuestResult {
  readonly observation: unknown;
  readonly browser: string;
}

interface StageOptions {
  readonly urls: readonly string[];
  /** Default: the one that every coturn here has. */
  readonly secret?: string;
  readonly password?: string;
  readonly context?: BrowserContextOptions;
}

/** The real page of the real service, and a guest link to it. */
async function stage({ urls, secret = SECRET, password = '', context = {} }: StageOptions): Promise<Stage> {
  const turn = { TURN_URLS: urls.join(','), TURN_SECRET: secret };
  const settings = { WEB_ROOT: webRoot, OPERATOR_TOKEN, CREATE_PASSWORD: password, ...turn };
  const service = await startService(settings);
  const asOperator = async (method: string) => {
    const headers = { Authorization: `Bearer ${OPERATOR_TOKEN}`, 'Content-Type': 'application/json' };
    const body = method === 'POST' ? '{}' : null;
    return (await fetch(`${service.url}/api/guest-tests`, { method, headers, body })).json();
  };
  const { token } = (await asOperator('POST')) as { token: string };
  const opened = await browser.newContext({ locale: 'en-US', ...context });
  onTestFinished(() => opened.close());
  const page = await opened.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  const asked: unknown[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/checkup') asked.push(request.postDataJSON());
  });
  return {
    ...{ page, token, asked, problems, origin: service.url.replace(OWN, 'localhost') },
    async delivered() {
      const { tests } = (await asOperator('GET')) as { tests: { result: GuestResult | null }[] };
      return tests.flatMap(({ result }) => result ?? []);
    },
    async restart() {
      await service.close();
      await startService({ ...settings, PORT: String(service.port) });
    },
  };
}

/** What a guest's browser found, as it reached the operator. */
async function observe(options: StageOptions): Promise<Observation> {
  const { page, origin, token, delivered, asked, problems } = await stage(options);
  await page.addInitScript(rememberConnections);
  await page.goto(`${origin}/test#${token}`);
  await page.getByTestId('start-test').click();
  await page.locator('[data-delivery=delivered]').waitFor();
  expect(asked).toEqual([{ guest: token }]);
  expect(problems).toEqual([]);
  const states = await page.evaluate(readConnections);
  expect(states).toEqual(states.map(() => 'closed'));
  expect(states.length).toBeGreaterThan(options.urls.length);
  const [result, ...others] = await delivered();
  expect([result?.browser, others]).toEqual(['chromium', []]);
  return observationSchema.parse(result?.observation);
}

/** The next one never arrives, as on a network that is lost for a moment. */
async function loseNextDelivery(page: Page): Promise<void> {
  await page.route('**/api/guest-tests/*', (route) => route.abort(), { times: 1 });
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
    const observed = await observe({ urls: [overUdp(coturn), overTcp(coturn)] });
    expect(observed).toMatchObject({ page: 'answers', webSocket: 'open', credentialsRefused: null });
    // Nobody has told this service where to look itself.
    expect(observed.server).toEqual({ relay: 'unknown', certificateExpiresAt: null });
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
    const observed = await observe({ secret: 'x'.repeat(32), urls: [overUdp(coturn)] });
    expect(observed.turn).toMatchObject([{ allocation: { outcome: 'refused', code: 401 }, relayed: null }]);
  });

  test('has no answer from a server that is gone, and ends all the same', async () => {
    const coturn = await startCoturn();
    const urls = [overUdp(coturn), overTcp(coturn)];
    await stopOnce(coturn);
    const observed = await observe({ urls });
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
    const { page, origin, token, asked, delivered } = await stage(TO_NOBODY);
    const requests: string[] = [];
    page.on('request', (request) => requests.push(new URL(request.url()).pathname));
    await page.goto(`${origin}/test#${token}`);
    await page.getByTestId('start-test').waitFor();
    expect(await page.textContent('main')).toContain('No name and no address are in the result.');
    expect(requests.filter((path) => /^\/(api|healthz|socket)/.test(path))).toEqual([]);
    await page.getByTestId('start-test').click();
    await page.locator('[data-delivery=delivered]').waitFor();
    expect([asked.length, (await delivered()).length]).toEqual([1, 1]);
  });

  test('sends the result again where it did not arrive', async () => {
    const { page, origin, token, delivered } = await stage(TO_NOBODY);
    await loseNextDelivery(page);
    await page.goto(`${origin}/test#${token}`);
    await page.getByTestId('start-test').click();
    await page.getByTestId('deliver-again').waitFor();
    expect(await delivered()).toEqual([]);
    await page.getByTestId('deliver-again').click();
    await page.locator('[data-delivery=delivered]').waitFor();
    expect((await delivered()).length).toBe(1);
  });

  test('is told where the result will never be taken', async () => {
    const { page, origin, token, restart, delivered } = await stage(TO_NOBODY);
    await loseNextDelivery(page);
    await page.goto(`${origin}/test#${token}`);
    await page.getByTestId('start-test').click();
    await page.getByTestId('deliver-again').waitFor();
    await restart();
    await page.getByTestId('deliver-again').click();
    await page.locator('[data-delivery=expired]').waitFor();
    expect(await page.getByTestId('delivery').textContent()).toContain('no longer valid');
    expect(await page.getByTestId('deliver-again').count()).toBe(0);
    expect(await delivered()).toEqual([]);
  });

  test('with a part of a link can still test for themselves', async () => {
    const { page, origin, token, asked, delivered } = await stage(TO_NOBODY);
    await page.goto(`${origin}/test#${token.slice(1)}`);
    await page.getByRole('heading', { name: 'Part of this link is missing.' }).waitFor();
    await page.getByTestId('start-test').click();
    await page.getByTestId('test-again').waitFor();
    expect([asked, await delivered()]).toEqual([[{}], []]);
  });
});

describe('whoever looks for themselves', () => {
  test('is asked for the password of the server, also twice, and may go on without', async () => {
    const coturn = await startCoturn();
    const { page, origin, asked } = await stage({ urls: [overUdp(coturn)], password: PASSWORD });
    const headline = page.getByTestId('checkup-headline');
    await page.goto(`${origin}/test`);
    const field = page.getByTestId('checkup-password');
    await field.fill('a wrong one');
    await field.press('Enter');
    await page.locator('[data-testid=checkup-password][aria-invalid=true]').waitFor();
    await page.getByTestId('without-password').click();
    await expect.poll(() => headline.getAttribute('data-cause')).toBe('password');
    await page.getByTestId('test-again').click();
    await field.fill(PASSWORD);
    await page.getByTestId('send-password').click();
    await expect.poll(() => headline.getAttribute('data-state')).toBe('good');
    expect(asked).toEqual([{}, { password: 'a wrong one' }, {}, { password: PASSWORD }]);
  });

  test('without a network gets an end and a result, not a page that hangs', async () => {
    const { page, origin, token, problems } = await stage({ urls: [`turn:${OWN}:9?transport=tcp`] });
    await page.goto(`${origin}/test#${token}`);
    await page.getByTestId('start-test').waitFor();
    await page.context().setOffline(true);
    await page.getByTestId('start-test').click();
    await page.locator('[data-delivery=unreachable]').waitFor({ timeout: 40_000 });
    expect(await page.getByTestId('checkup-headline').getAttribute('data-state')).toBe('bad');
    expect(problems).toEqual([]);
  });

  test('comes from the start page, copies the result, tries the devices and goes back', async () => {
    const coturn = await startCoturn();
    const { page, origin } = await stage({
      urls: [overUdp(coturn)],
      context: { permissions: ['clipboard-read', 'clipboard-write'] },
    });
    await page.goto(origin);
    const given = page.waitForResponse('**/api/checkup');
    await page.getByTestId('test-link').click();
    await page.getByTestId('copy-result').click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain('Calls work from this network');
    expect(copied).toContain('20 of 20');
    const [server] = checkupAnswer.parse(await (await given).json()).iceServers;
    for (const secret of [server?.username.split(':')[1], server?.credential]) {
      expect(copied).not.toContain(secret);
    }
    await page.getByTestId('test-devices').click();
    await page.getByText('Camera and microphone work.').waitFor();
    await page.goBack();
    await page.getByTestId('new-call').waitFor();
  });
});

test.each(FORMS)('every state stands before axe: %s', async (name, context) => {
  const coturn = await startCoturn();
  const urls = [overUdp(coturn), overTcp(coturn), `turns:${OWN}:9?transport=tcp`];
  const { page, origin, token } = await stage({ urls, context, password: PASSWORD });
  const look = async (state: string) => {
    await photograph(page, `${state} ${name}`);
    await expectAccessible(page, state);
  };
  await page.goto(`${origin}/test`);
  const field = page.getByTestId('checkup-password');
  await field.waitFor();
  await look('password');
  await field.fill('a wrong one');
  await field.press('Enter');
  await page.locator('[data-testid=checkup-password][aria-invalid=true]').waitFor();
  await look('wrong password');

  await page.goto(`${origin}/test#${token.slice(1)}`);
  await page.getByTestId('start-test').waitFor();
  await look('broken link');
  await page.goto(`${origin}/test#${token}`);
  await loseNextDelivery(page);
  await page.locator('.checkup-terms').waitFor();
  await look('guest');
  await page.getByTestId('start-test').click();
  await page.getByTestId('checkup-step').nth(6).waitFor();
  await look('running');
  await page.getByTestId('deliver-again').waitFor();
  await page.getByTestId('test-devices').click();
  await page.getByTestId('device-check').locator('[data-state=good]').waitFor();
  await page.getByTestId('checkup-details').locator('summary').click();
  await look('result');
});

/** Where somebody wants to see what was tested. */
async function photograph(page: Page, name: string): Promise<void> {
  const directory = process.env.CHECKUP_PICTURES;
  if (directory === undefined) return;
  await page.screenshot({ path: `${directory}/${name.replaceAll(/\W+/g, '-')}.png`, fullPage: true });
}
