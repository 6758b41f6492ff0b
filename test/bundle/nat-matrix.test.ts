/** Calls between every pair of networks, through the bundle as it stands on a cloud: 1:1 NAT, four open ports. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Bundle } from '../engine/bundle.ts';
import { baseImages } from '../engine/images.ts';
import { CallBrowsers, type CallEnd } from '../lab/call-browsers.ts';
import { type CallPair, formatMatrix, type MatrixRow, runCallMatrix } from '../lab/call-matrix.ts';
import { type ClientKind, clientKinds } from '../lab/client-kinds.ts';
import { createLab, type Lab } from '../lab/lab.ts';
import { fetchCredential, relay } from './turn.ts';

const ADDRESS = '203.0.113.10';
const NAME = 'call.burrow.test';
const URL_OF_PAGE = `https://${NAME}/`;
/** What docs say is to be opened (DESIGN: closed relay), and nothing else. */
const OPEN_PORTS = ['tcp dport { 80, 443, 3478 }', 'udp dport { 443, 3478 }'];
const API_KEY = 'a-key-of-this-test-0123456789';
const CALL_LIMIT_MS = 30_000;
const RECOVERY = { timeout: 60_000, interval: 500 };
const WAYS = [
  [3478, 'udp'],
  [443, 'udp'],
  [3478, 'tcp'],
  [443, { tls: { serverName: NAME } }],
] as const;
const MATRIX_LIMIT_MS = 10 * 60_000;
const DOCUMENT = fileURLToPath(new URL('../../docs/nat-matrix.md', import.meta.url));

/** Of one that blocks a single port a call notices nothing (faults.test.ts). */
const kinds = (Object.keys(clientKinds) as ClientKind[]).filter((kind) => kind !== 'udp-3478-blocked');
const chromium = (client: ClientKind): CallEnd => ({ browser: 'chromium', client });
const firefox = (client: ClientKind): CallEnd => ({ browser: 'firefox', client });

/** Each network as who starts and as who joins; the whole matrix takes two minutes more, which CI has. */
const EVERYDAY: readonly (readonly [ClientKind, ClientKind])[] = [
  ['open', 'cone'],
  ['cone', 'udp-blocked'],
  ['udp-blocked', 'open'],
  ['symmetric', 'symmetric'],
  ['tcp-443-only', 'tcp-443-only'],
];
const { CI, BURROW_NAT_MATRIX } = process.env;
const pairsOfNetworks =
  CI || BURROW_NAT_MATRIX ? kinds.flatMap((one) => kinds.map((other) => [one, other] as const)) : EVERYDAY;

let lab: Lab;
let bundle: Bundle;
let browsers: CallBrowsers;

beforeAll(async () => {
  lab = await createLab({ names: { [NAME]: ADDRESS } });
  const cloud = await lab.addHost('cloud', { address: ADDRESS, behindOneToOneNat: true, letsIn: OPEN_PORTS });
  bundle = await Bundle.on(cloud);
  await bundle.writeEnv({ DOMAIN: NAME, PUBLIC_IP: ADDRESS, API_KEY });
  await bundle.up();
  browsers = new CallBrowsers(lab);
});

afterAll(async () => {
  await bundle?.close();
  await lab?.close();
});

test('relayed participants appear under the public address, not the one behind the NAT', async () => {
  const client = await lab.addClient('asker', 'open');
  await expect.poll(() => fetchCredential(client, URL_OF_PAGE, API_KEY), RECOVERY).toBeDefined();
  const credential = await fetchCredential(client, URL_OF_PAGE, API_KEY);
  for (const [port, transport] of WAYS) {
    const order = { server: { address: ADDRESS, port }, transport, credential, messages: 5, everyMs: 5 };
    expect(await relay(client, order)).toMatchObject({ codes: [0, 0], relayedAddress: ADDRESS, received: 5 });
  }
});

test(
  `Chromium: ${pairsOfNetworks.length} pairs of networks`,
  async () => {
    const pairs = pairsOfNetworks.map(([starter, joiner]): CallPair => [chromium(starter), chromium(joiner)]);
    const rows = await runCallMatrix(browsers, pairs, { url: URL_OF_PAGE, timeoutMs: CALL_LIMIT_MS });
    await keepTable(rows);
    expect(
      rows.filter(({ connected }) => !connected),
      formatMatrix(rows),
    ).toEqual([]);
    for (const row of rows) expectPathsOf(row);
  },
  MATRIX_LIMIT_MS,
);

test(
  'Firefox: the pairs that need a relay most',
  async () => {
    const pairs: readonly CallPair[] = [
      [firefox('symmetric'), firefox('symmetric')],
      [firefox('tcp-443-only'), chromium('open')],
    ];
    const rows = await runCallMatrix(browsers, pairs, { url: URL_OF_PAGE, timeoutMs: CALL_LIMIT_MS });
    expect(
      rows.filter(({ connected }) => !connected),
      formatMatrix(rows),
    ).toEqual([]);
    for (const row of rows) expectPathsOf(row);
  },
  MATRIX_LIMIT_MS,
);

/** Who can reach each other directly does; who may only send TCP has a relay that is reached by TLS. */
function expectPathsOf({ pair, paths }: MatrixRow): void {
  const networks = pair.map(({ client }) => client);
  const isRelayed = paths.some((path) => path?.local === 'relay' || path?.remote === 'relay');
  const needsRelay =
    networks.some((kind) => kind === 'udp-blocked' || kind === 'tcp-443-only') ||
    networks.every((kind) => kind === 'symmetric');
  const canBeDirect = networks.every((kind) => kind === 'open' || kind === 'cone');
  if (needsRelay) expect(isRelayed, networks.join(' to ')).toBe(true);
  if (canBeDirect) expect(isRelayed, networks.join(' to ')).toBe(false);
  for (const [index, path] of paths.entries()) {
    const isShutIn = networks[index] === 'udp-blocked' || networks[index] === 'tcp-443-only';
    if (isShutIn) expect(path, networks.join(' to ')).toMatchObject({ local: 'relay', relayProtocol: 'tls' });
  }
}

/** BURROW_NAT_MATRIX=write: when the document is to be renewed. */
async function keepTable(rows: readonly MatrixRow[]): Promise<void> {
  if (BURROW_NAT_MATRIX !== 'write') return;
  const { COTURN_IMAGE } = await baseImages();
  const version = await browserVersion();
  const text = await readFile(DOCUMENT, 'utf8').catch(() => '');
  const head = text.slice(0, Math.max(0, text.indexOf('| starts |')));
  await writeFile(DOCUMENT, `${head}${formatMatrix(rows)}\n${version}, ${COTURN_IMAGE}.\n`);
}

async function browserVersion(): Promise<string> {
  const browser = await browsers.get('starter', chromium('open'));
  return `Chromium ${await browser.version()}`;
}
