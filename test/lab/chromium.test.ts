import { createHmac } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCertificate } from './certificate.ts';
import type { ChromiumOptions } from './chromium.ts';
import { startCoturn } from './coturn.ts';
import { referenceCoturn, systemCoturn } from './coturn-builds.ts';
import type { Client, Host } from './host.ts';
import { createLab, type Lab } from './lab.ts';

const timeout = 60_000;
const ASLEEP_MS = 4_000;
/** Between the two clocks: a tick of either, and what the step of the time of day may be. */
const TOLERANCE_MS = 100;
/** The first run on a machine downloads a Debian for the reference coturn. */
const downloadTimeout = 10 * 60_000;
const secret = 'a secret of this test alone';
const name = 'call.burrow.test';

let lab: Lab;
let server: Host;
let alice: Client;

beforeAll(async () => {
  lab = await createLab({ names: { [name]: '203.0.113.10' } });
  server = await lab.addHost('server', { address: '203.0.113.10' });
  alice = await lab.addClient('alice', 'symmetric');
  const { certFile, keyFile } = await createCertificate(lab.directory, [name, server.publicAddress]);
  const program = fileURLToPath(new URL('./programs/https-page.ts', import.meta.url));
  await server.spawn(process.execPath, [program, certFile, keyFile]).waitForOutput(/listening/);
}, timeout);

afterAll(() => lab.close(), timeout);

test('a page in a namespace has a camera and gathers its real addresses', { timeout }, async () => {
  const page = await openPage(alice);
  const kinds = await page.evaluate(async () => {
    const media = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
    return media.getTracks().map((track) => `${track.kind} ${track.readyState}`);
  });
  expect(kinds.toSorted()).toEqual(['audio live', 'video live']);
  expect(addressesIn(await page.evaluate(gatherCandidates, {}))).toEqual([alice.address]);
  await alice.closeBrowsers();
});

test('a machine that sleeps loses no time of its monotonic clock, and all of the time of day', {
  timeout,
}, async () => {
  const browser = await alice.launchSleepyChromium();
  const page = await browser.newPage();
  const read = () => page.evaluate(() => ({ monotonic: performance.now(), day: Date.now() }));
  const before = await read();
  const wake = await alice.fallAsleep();
  await delay(ASLEEP_MS);
  await wake();
  const after = await read();
  expect(after.day - before.day).toBeGreaterThanOrEqual(ASLEEP_MS);
  expect(after.monotonic - before.monotonic).toBeLessThan(after.day - before.day - ASLEEP_MS + TOLERANCE_MS);
  await alice.closeBrowsers();
});

test('a page without permission gathers random names', { timeout }, async () => {
  const page = await openPage(alice, { grantsMedia: false });
  const [address] = addressesIn(await page.evaluate(gatherCandidates, {}));
  expect(address).toMatch(/^[-0-9a-f]{36}\.local$/);
  await alice.closeBrowsers();
});

test.for([
  { build: referenceCoturn, expected: /^4\.(1[89]|[2-9]\d)\.|^[5-9]\./ },
  { build: systemCoturn, expected: /^4\.\d+\.\d+$/ },
])('a page gathers a relay candidate from $build.name', { timeout: downloadTimeout }, async (row) => {
  const build = await row.build();
  expect(build.version).toMatch(row.expected);
  const turn = await startCoturn(server, { build, config: turnConfig() });
  const page = await openPage(alice);
  const candidates = await page.evaluate(gatherCandidates, {
    iceServers: [{ urls: `turn:${name}:3478?transport=udp`, ...credentials() }],
    iceTransportPolicy: 'relay',
  } satisfies RTCConfiguration);
  expect(candidates.map((candidate) => candidate.split(' ')[7])).toEqual(['relay']);
  expect(addressesIn(candidates)).toEqual([server.publicAddress]);
  await alice.closeBrowsers();
  await turn.kill();
});

// Without a relay where there should be a direct path: Chromium may stay on a relayed one that it found earlier.
test.each([
  { id: 'cc', kinds: ['cone', 'cone'], server: 'stun', expected: 'direct' },
  { id: 'co', kinds: ['cone', 'open'], server: 'stun', expected: 'direct' },
  { id: 'ss', kinds: ['symmetric', 'symmetric'], server: 'turn', expected: 'relay' },
] as const)('$kinds.0 and $kinds.1 connect: $expected', { timeout: downloadTimeout }, async (row) => {
  const turn = await startCoturn(server, { build: await referenceCoturn(), config: turnConfig() });
  const iceServers = [{ urls: `${row.server}:${name}:3478`, ...credentials() }];
  const [caller, callee] = await Promise.all(
    row.kinds.map(async (kind, index) => {
      const client = await lab.addClient(`${index === 0 ? 'caller' : 'callee'}-${row.id}`, kind);
      return openPage(client);
    }),
  );
  if (!caller || !callee) throw new Error('Two pages are needed.');
  const offer = await caller.evaluate(describePeer, { iceServers });
  const answer = await callee.evaluate(describePeer, { iceServers, remote: offer });
  await caller.evaluate(acceptAnswer, answer);
  await expect
    .poll(() => Promise.all([caller, callee].map((page) => page.evaluate(findPath))), { timeout: 20_000 })
    .toEqual([row.expected, row.expected]);
  await Promise.all([caller, callee].map((page) => page.context().browser()?.close()));
  await turn.kill();
});

test('coturn that cannot start is reported with its log', { timeout }, async () => {
  const config = 'listening-ip=192.0.2.99\nno-cli\n';
  await expect(startCoturn(server, { build: await systemCoturn(), config })).rejects.toThrow(/192\.0\.2\.99/);
});

async function openPage(client: Client, options?: ChromiumOptions): Promise<Page> {
  const page = await (await client.launchChromium(options)).newPage();
  await page.goto(`https://${name}/`);
  return page;
}

function turnConfig(): string {
  return `
listening-ip=${server.address}
relay-ip=${server.address}
realm=burrow.test
use-auth-secret
static-auth-secret=${secret}
no-tls
no-cli
`;
}

/** TURN REST: valid for ten minutes. */
function credentials(): { readonly username: string; readonly credential: string } {
  const username = `${Math.floor(Date.now() / 1000) + 600}:alice`;
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') };
}

/** Runs in the page. All candidates, when gathering is complete. */
async function gatherCandidates(configuration: RTCConfiguration): Promise<readonly string[]> {
  const connection = new RTCPeerConnection(configuration);
  const candidates: string[] = [];
  const complete = new Promise<void>((resolve) => {
    connection.onicecandidate = ({ candidate }) => {
      if (candidate?.candidate) candidates.push(candidate.candidate);
      else if (!candidate) resolve();
    };
  });
  connection.createDataChannel('probe');
  await connection.setLocalDescription();
  await complete;
  connection.close();
  return candidates;
}

interface PeerOptions {
  readonly iceServers: RTCIceServer[];
  readonly remote?: RTCSessionDescriptionInit;
}

interface PageWithPeer {
  peer?: RTCPeerConnection;
}

/** Runs in the page. The offer, or the answer to `remote`, with all candidates in it. */
async function describePeer({ iceServers, remote }: PeerOptions): Promise<RTCSessionDescriptionInit> {
  const peer = new RTCPeerConnection({ iceServers });
  (globalThis as PageWithPeer).peer = peer;
  if (remote) await peer.setRemoteDescription(remote);
  else peer.createDataChannel('probe');
  const complete = new Promise<void>((resolve) => {
    peer.onicegatheringstatechange = () => peer.iceGatheringState === 'complete' && resolve();
  });
  await peer.setLocalDescription();
  await complete;
  return peer.localDescription?.toJSON() as RTCSessionDescriptionInit;
}

/** Runs in the page. */
async function acceptAnswer(answer: RTCSessionDescriptionInit): Promise<void> {
  await (globalThis as PageWithPeer).peer?.setRemoteDescription(answer);
}

/** Runs in the page. How the two are connected now. */
async function findPath(): Promise<string> {
  const { peer } = globalThis as PageWithPeer;
  if (peer?.connectionState !== 'connected') return peer?.connectionState ?? 'no peer';
  const stats = await peer.getStats();
  const transport = [...stats.values()].find((entry) => entry.type === 'transport');
  const pair = stats.get(transport.selectedCandidatePairId);
  const types = [pair.localCandidateId, pair.remoteCandidateId].map((id) => stats.get(id).candidateType);
  return types.includes('relay') ? 'relay' : 'direct';
}

/** The distinct addresses in candidates (RFC 8839 §5.1). */
function addressesIn(candidates: readonly string[]): readonly (string | undefined)[] {
  return [...new Set(candidates.map((candidate) => candidate.split(' ')[4]))];
}
