/** Real faults of networks and servers: what the connection test and the page of candidates say about each. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { diagnose, observation, textsEn } from '#diagnosis';
import { Bundle, PARTS } from '../engine/bundle.ts';
import type { Client } from '../lab/host.ts';
import { createLab, type Lab } from '../lab/lab.ts';
import { type CheckedFault, FAULTS, type Undo } from './faults.ts';
import { get } from './trust.ts';

const ADDRESS = '203.0.113.10';
const NAME = 'call.burrow.test';
const PAGE = `https://${NAME}/`;
const API_KEY = 'a-key-of-this-test-0123456789';
const SETTINGS = { DOMAIN: NAME, PUBLIC_IP: ADDRESS, API_KEY };
const RECOVERY = { timeout: 90_000, interval: 500 };
const LOOK_LIMIT_MS = 90_000;
const DOCUMENT = fileURLToPath(new URL('../../docs/fault-matrix.md', import.meta.url));
const { BURROW_FAULTS } = process.env;

interface Seen {
  readonly outcome: string;
  readonly cause: string;
  /** The sentence on the network's NAT, if the page has one. */
  readonly nat: string | null;
}

/** Whether there is something that begins now. */
type Begin = () => Promise<boolean>;

let lab: Lab;
let bundle: Bundle;
const clients = new Map<string, { readonly client: Client; readonly browser: Browser }>();
const rows: (readonly [fault: CheckedFault, checkup: Seen, trickle: Seen])[] = [];

beforeAll(async () => {
  lab = await createLab({ names: { [NAME]: ADDRESS } });
  bundle = await Bundle.on(await lab.addHost('vps', { address: ADDRESS }));
  await bundle.writeEnv(SETTINGS);
  await bundle.up();
});

afterAll(async () => {
  await keepTable();
  await bundle?.close();
  await lab?.close();
});

test.each(FAULTS.map((fault) => [fault.name, fault] as const))('%s', async (_, fault) => {
  const { client, browser } = await visitor(fault);
  await whenWell(client);
  const undo = (await fault.begin?.({ bundle, client, page: PAGE, settings: SETTINGS })) ?? null;
  try {
    await whenServerSays(client, fault.serverSays);
    const looking = look(browser, client, fault, readCheckup);
    // Each page is cut off, and mended, by itself.
    if (fault.cut !== undefined) await looking;
    const [checkup, trickle] = await Promise.all([looking, look(browser, client, fault, readTrickle)]);
    rows.push([fault, checkup, trickle]);
    expect([checkup.cause, trickle.cause]).toEqual([fault.cause, fault.cause]);
    if (fault.nat !== undefined) {
      const said = textsEn.findings[fault.nat]({});
      expect([checkup.nat, trickle.nat]).toEqual([said, said]);
    }
  } finally {
    await undo?.();
  }
});

test('what a guest finds reaches the operator, and nothing private stays in files or logs', async () => {
  const { client, browser } = await visitor({ network: 'symmetric' });
  await whenWell(client);
  const { token } = await askAsOperator('guest', 'aunt Ann');
  const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'en-US' });
  const page = await context.newPage();
  await page.goto(`${PAGE}test#${token}`);
  await page.getByTestId('start-test').click();
  await page.locator('[data-delivery=delivered]').waitFor({ timeout: LOOK_LIMIT_MS });
  await context.close();

  const { tests } = await askAsOperator('guests');
  const { label, result } = tests.at(-1);
  const found = observation.parse(result.observation);
  expect([label, diagnose(found).cause, found.natMapping]).toEqual(['aunt Ann', 'all-well', 'one-per-port']);

  const read = async (...command: string[]) => (await bundle.exec('signaling', command)).stdout;
  const secret = (await read('cat', '/run/burrow/signaling/turn-secret')).trim();
  const { iceServers } = await askAsOperator('credentials');
  const secrets = [token, secret, API_KEY, iceServers[0].credential, client.address, client.publicAddress];
  const stored = await read('find', '/run/burrow/reports', '-type', 'f', '-exec', 'cat', '{}', '+');
  const status = JSON.stringify(await askAsOperator('status'));
  expect(status).toContain('"state":"told"');
  const logs = await Promise.all(PARTS.map((part) => bundle.logs(part)));
  expect(stored).toContain('"allocated"');
  for (const text of [stored, status, ...logs]) {
    expect(secrets.filter((one) => text.includes(one))).toEqual([]);
    expect(text).not.toMatch(/a=(?:ice-|candidate:|fingerprint:)|\btyp (?:host|srflx|relay)\b/);
  }
  for (const log of logs) expect(log).not.toContain('aunt Ann');
});

async function askAsOperator(...words: readonly string[]) {
  return JSON.parse(
    (await bundle.exec('signaling', ['node', 'signaling/dist/operator.js', ...words])).stdout,
  );
}

async function visitor({ network, believes = true }: Pick<CheckedFault, 'network' | 'believes'>) {
  const key = `${network}${believes ? '' : '-strict'}`;
  const known = clients.get(key);
  if (known !== undefined) return known;
  const client = await lab.addClient(key.slice(0, 20), network);
  const visitor = { client, browser: await client.launchChromium({ believesCertificates: believes }) };
  clients.set(key, visitor);
  return visitor;
}

/** Before the next fault begins: a relay that still counts as unhealthy is a failure to "up". */
async function whenWell(client: Client): Promise<void> {
  await whenServerSays(client, 'ok');
  await vi.waitFor(async () => expect(await bundle.health('turn')).toBe('healthy'), RECOVERY);
}

async function whenServerSays(client: Client, status: string): Promise<void> {
  await vi.waitFor(async () => {
    const { body } = await get(client, `${PAGE}readyz`);
    expect(JSON.parse(body)).toMatchObject({ status: 'ready', turn: status });
  }, RECOVERY);
}

/** One page in a browser context of its own, with the fault that begins once it has come. */
async function look(
  browser: Browser,
  client: Client,
  { cut }: CheckedFault,
  read: (page: Page, begin: Begin) => Promise<Seen>,
): Promise<Seen> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'en-US' });
  let mend: Undo = async () => undefined;
  try {
    return await read(await context.newPage(), async () => {
      if (cut === undefined) return false;
      mend = await cut(client);
      return true;
    });
  } finally {
    await mend();
    await context.close();
  }
}

async function readCheckup(page: Page, begin: Begin): Promise<Seen> {
  await page.goto(`${PAGE}test`);
  const seen = await readSeen(page, 'checkup-headline');
  if (!(await begin())) return seen;
  await page.getByTestId('test-again').click();
  await page.locator('[data-testid=checkup-headline]:not([data-cause])').waitFor();
  return readSeen(page, 'checkup-headline');
}

async function readTrickle(page: Page, begin: Begin): Promise<Seen> {
  await page.goto(`${PAGE}trickle`);
  await page.getByTestId('start-gathering').waitFor();
  await page.getByTestId('server').first().waitFor();
  await begin();
  await page.getByTestId('start-gathering').click();
  return readSeen(page, 'verdict');
}

async function readSeen(page: Page, testId: string): Promise<Seen> {
  const said = page.locator(`[data-testid=${testId}][data-cause]`);
  await said.waitFor({ timeout: LOOK_LIMIT_MS });
  const nat = page.locator('[data-about=nat]');
  return {
    outcome: (await said.getAttribute('data-outcome')) ?? '',
    cause: (await said.getAttribute('data-cause')) ?? '',
    nat: (await nat.count()) === 0 ? null : await nat.textContent(),
  };
}

/** BURROW_FAULTS=write: when the document is to be renewed. */
async function keepTable(): Promise<void> {
  if (BURROW_FAULTS !== 'write') return;
  const lines = rows.map(([{ name, network, cause }, checkup, trickle]) => {
    const cells = [
      name,
      network,
      checkup.outcome,
      checkup.cause,
      trickle.cause,
      textsEn.causes[cause].sentence,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const head = [
    '| fault | network | outcome | cause at /test | cause at /trickle | sentence |',
    '| --- | --- | --- | --- | --- | --- |',
  ];
  const text = await readFile(DOCUMENT, 'utf8').catch(() => '');
  const before = text.slice(0, Math.max(0, text.indexOf('| fault |')));
  await writeFile(DOCUMENT, `${before}${[...head, ...lines].join('\n')}\n`);
}
