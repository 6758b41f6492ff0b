/** The connection test on networks of several kinds: what each browser finds there. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Observation, observation as observationSchema } from '#diagnosis';
import { findInFirefox } from '../driver/find-in-firefox.ts';
import type { ClientKind } from './client-kinds.ts';
import { type Deployment, deploy } from './deployment.ts';
import type { Host } from './host.ts';
import { createLab, type Lab } from './lab.ts';

const START_LIMIT_MS = 10 * 60_000;
const RESULT_LIMIT_MS = 60_000;
const NAME = 'call.burrow.test';
const ADDRESS = '203.0.113.10';
const API_KEY = 'api-key-of-this-test-24-plus';
const TOKEN = 'guest-token-of-22-char';
const URLS = [
  `turn:${ADDRESS}:3478?transport=udp`,
  `turn:${ADDRESS}:443?transport=udp`,
  `turn:${ADDRESS}:3478?transport=tcp`,
];

let lab: Lab;
let server: Host;
let burrow: Deployment;

beforeAll(async () => {
  lab = await createLab({ names: { [NAME]: ADDRESS } });
  server = await lab.addHost('server', { address: ADDRESS });
  burrow = await deploy(server, { name: NAME, apiKey: API_KEY, secondTurnPort: 3479 });
  // As an engine publishes it.
  for (const rule of [
    'add table ip publish',
    'add chain ip publish in { type nat hook prerouting priority dstnat; }',
    'add rule ip publish in udp dport 443 redirect to :3479',
  ])
    await server.exec('nft', [rule]);
}, START_LIMIT_MS);

afterAll(() => lab?.close());

const LEAST = { page: 'answers', webSocket: 'open', credentialsRefused: null };

test.each<[ClientKind, relayedOver: string, Partial<Observation>]>([
  ['cone', 'udp udp tcp', { reflexive: true, natMapping: 'same-for-all-ports' }],
  ['symmetric', 'udp udp tcp', { reflexive: true, natMapping: 'one-per-port' }],
  ['udp-blocked', 'tcp', { reflexive: false, natMapping: 'unknown' }],
])('Chromium on a network of the kind “%s”', async (kind, relayedOver, network) => {
  const found = await observeInChromium(kind);
  expect(found).toMatchObject({ ...LEAST, ...network });
  expect(waysOf(found)).toBe(relayedOver);
});

test.each<[ClientKind, relayedOver: string]>([
  ['cone', 'udp udp tcp'],
  ['udp-blocked', 'tcp'],
])('Firefox on a network of the kind “%s”', async (kind, relayedOver) => {
  const client = await lab.addClient(`firefox-${kind}`.slice(0, 20), kind);
  const browser = await client.launchFirefox();
  const page = await browser.newPage();
  await page.evaluateOnNewDocument(answerInPlaceOfTheServer, { apiKey: API_KEY, urls: URLS });
  await page.goto(`${burrow.url}test#${TOKEN}`);
  await findInFirefox(page, 'start-test').click();
  await page.locator('[data-delivery="delivered"]').setTimeout(RESULT_LIMIT_MS).wait();
  const found = observationSchema.parse(await page.evaluate(readDelivered));
  expect(found).toMatchObject({ ...LEAST, reflexive: kind === 'cone' });
  expect(waysOf(found)).toBe(relayedOver);
  await browser.close();
});

test('no NAT at all is known to whom the browser shows its own address', async () => {
  expect((await observeInChromium('open', { grantsMedia: true })).natMapping).toBe('none');
});

async function observeInChromium(kind: ClientKind, { grantsMedia = false } = {}): Promise<Observation> {
  const client = await lab.addClient(kind, kind);
  const browser = await client.launchChromium({ grantsMedia });
  const page = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage();
  await page.addInitScript(answerInPlaceOfTheServer, { apiKey: API_KEY, urls: URLS });
  await page.goto(`${burrow.url}test#${TOKEN}`);
  await page.getByTestId('start-test').click();
  await page.locator('[data-delivery=delivered]').waitFor({ timeout: RESULT_LIMIT_MS });
  const found = observationSchema.parse(await page.evaluate(readDelivered));
  await browser.close();
  return found;
}

/** Over which transports every message came back. */
function waysOf({ turn }: Observation): string {
  return turn
    .filter(({ relayed }) => relayed !== null && relayed.sent > 0 && relayed.received === relayed.sent)
    .map(({ url }) => url.slice(-3))
    .join(' ');
}

/** Runs in the page before its own scripts: gives real credentials by another door, and keeps what is delivered. */
function answerInPlaceOfTheServer({ apiKey, urls }: { apiKey: string; urls: readonly string[] }): void {
  const ask = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const path = String(input);
    if (path.startsWith('/api/guest-tests/')) {
      Object.assign(window, { delivered: JSON.parse(String(init?.body)) });
      return Response.json({ ok: true });
    }
    if (path !== '/api/checkup') return ask(input, init);
    const headers = { Authorization: `Bearer ${apiKey}` };
    const grant = await (await ask('/api/turn-credentials', { method: 'POST', headers })).json();
    return Response.json({
      ...grant,
      ok: true,
      iceServers: [{ ...grant.iceServers[0], urls }],
      server: { relay: 'ok', certificateExpiresAt: null },
    });
  };
}

/** Runs in the page. */
function readDelivered(): unknown {
  return (window as unknown as { delivered: { observation: unknown } }).delivered.observation;
}
