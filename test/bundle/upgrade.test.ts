/** A deployment that goes to another version while people call, back from a broken one, and to another host. */
import { randomBytes } from 'node:crypto';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CallPage } from '../driver/call-page.ts';
import { Bundle, type BundleOptions, PARTS } from '../engine/bundle.ts';
import { commitBefore } from '../engine/commit-before.ts';
import { ensureImagesOf } from '../engine/images.ts';
import { packagesFor } from '../engine/packages-for.ts';
import { Upstream } from '../engine/upstream.ts';
import type { ClientKind } from '../lab/client-kinds.ts';
import type { Client, Host } from '../lab/host.ts';
import { createLab, type Lab } from '../lab/lab.ts';
import { Pebble } from '../lab/pebble.ts';
import type { JoinOrder } from '../lab/programs/join-room.ts';
import { msUntilMedia } from '../lab/received-media.ts';
import { namespaceFiles } from '../lab/remains.ts';
import type { RunResult } from '../lab/run.ts';
import { get, servedSerial } from './trust.ts';
import { fetchCredential, relay } from './turn.ts';

const ADDRESS = '203.0.113.10';
const NEW_ADDRESS = '203.0.113.20';
const ACME = { name: 'acme.burrow.test', address: '192.0.2.20' };
const NAME = 'call.burrow.test';
const URL_OF_PAGE = `https://${NAME}/`;
const API_KEY = 'a-key-of-this-test-0123456789';
const RECOVERY = { timeout: 60_000, interval: 500 };
const COMMAND_LIMIT_MS = 5 * 60_000;
const MEDIA_LIMIT_MS = 30_000;

const TREE = fileURLToPath(new URL('../..', import.meta.url));
/** The version that runs first. */
const BEFORE = await commitBefore();
const FROM =
  BEFORE === null
    ? 'this very tree, because no commit before it is here (git fetch --unshallow)'
    : `commit ${BEFORE.slice(0, 7)}`;

let lab: Lab;
let pebble: Pebble;
let upstream: Upstream;
let bundle: Bundle;
let client: Client;

beforeAll(async () => {
  lab = await createLab({ names: { [ACME.name]: ACME.address, [NAME]: ADDRESS } });
  client = await lab.addClient('client', 'symmetric');
  pebble = await Pebble.on(await lab.addHost('acme', { address: ACME.address }), { name: ACME.name });
  await pebble.start();
  const vps = await lab.addHost('vps', { address: ADDRESS });
  upstream = await Upstream.at(await vps.makeDirectory('upstream'), BEFORE);
  await ensureImagesOf(upstream.directory, say);
  bundle = await clonedOn(vps, (directory) => upstream.cloneTo(directory));
  await bundle.writeEnv(settings());
  const up = await script('./scripts/up');
  expect(up.code, up.stdout).toBe(0);
});

afterAll(async () => {
  await bundle?.close();
  await lab?.close();
  await ensureImagesOf(TREE, say);
});

const settings = () => ({
  ...{ DOMAIN: NAME, PUBLIC_IP: ADDRESS, API_KEY },
  ...{ ACME_CA: pebble.directoryUrl, ACME_CA_ROOT_FILE: 'acme-root.pem' },
});

async function clonedOn(host: Host, fill?: BundleOptions['fill']): Promise<Bundle> {
  const cloned = await Bundle.on(host, { builds: true, ...(fill === undefined ? {} : { fill }) });
  await writeFile(join(cloned.directory, 'acme-root.pem'), pebble.httpsRoot);
  await packagesFor(cloned.directory);
  return cloned;
}

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** A script of the clone, on the host itself. */
function script(line: string): Promise<RunResult> {
  return bundle.host.exec('sh', ['-c', line], {
    ...{ cwd: bundle.directory, allowFailure: true, timeoutMs: COMMAND_LIMIT_MS },
    env: bundle.engine.environment,
  });
}

const who = ['-c', 'user.name=Operator', '-c', 'user.email=operator@burrow.test'];
const git = (...words: readonly string[]) =>
  bundle.host.exec('git', [...who, ...words], { cwd: bundle.directory });

async function commit(subject: string): Promise<void> {
  await git('commit', '--quiet', '--all', '--message', subject);
}

async function changeFile(
  path: string,
  change: (text: string) => string,
  directory = bundle.directory,
): Promise<void> {
  const file = join(directory, path);
  const before = await readFile(file, 'utf8');
  const after = change(before);
  expect(after, path).not.toBe(before);
  await writeFile(file, after);
}

const imagesOf = () => Promise.all(PARTS.map((part) => bundle.inspect(part, '{{.Image}}')));
const startsOf = () => Promise.all(PARTS.map((part) => bundle.inspect(part, '{{.State.StartedAt}}')));

/** The page, a fresh credential, and bytes through the relay. */
async function expectThatCallsWork(address: string): Promise<void> {
  await expect
    .poll(async () => {
      const credential = await fetchCredential(client, URL_OF_PAGE, API_KEY).catch(() => null);
      if (credential === null) return null;
      const order = { server: { address, port: 3478 }, transport: 'udp', credential } as const;
      return relay(client, { ...order, messages: 5, everyMs: 10 });
    }, RECOVERY)
    .toMatchObject({ codes: [0, 0], received: 5 });
}

interface RunningCall {
  readonly pages: readonly Page[];
  readonly isRelayed: boolean;
  readonly close: () => Promise<void>;
}

async function startCall(label: string, kind: ClientKind): Promise<RunningCall> {
  const browsers = await Promise.all(
    ['1', '2'].map(async (end) => (await lab.addClient(`${label}${end}`, kind)).launchChromium()),
  );
  const [one, other] = browsers;
  if (!one || !other) throw new Error('no browsers');
  const first = await CallPage.open(one, URL_OF_PAGE);
  const second = await CallPage.open(other, await first.startCall('Ann'));
  await second.joinCall('Ben');
  const [media] = await second.waitForMedia(1);
  await first.waitForMedia(1);
  return {
    pages: [first.page, second.page],
    isRelayed: media?.candidateTypes?.includes('relay') ?? false,
    close: async () => void (await Promise.all(browsers.map((browser) => browser.close()))),
  };
}

interface Gaps {
  longestMs: number;
  lastAt: number;
  packets: number;
}

/** Notes in each page for how long no sound has come in. */
function watchMedia(pages: readonly Page[]): Promise<unknown> {
  return Promise.all(
    pages.map((page) =>
      page.evaluate(() => {
        const EVERY_MS = 100;
        const seen = window as unknown as { peerConnectionsMade: RTCPeerConnection[]; mediaGaps: Gaps };
        const gaps = { longestMs: 0, lastAt: performance.now(), packets: 0 };
        seen.mediaGaps = gaps;
        setInterval(async () => {
          let packets = 0;
          for (const connection of seen.peerConnectionsMade) {
            if (connection.connectionState === 'closed') continue;
            for (const report of (await connection.getStats()).values())
              if (report.type === 'inbound-rtp' && report.kind === 'audio')
                packets += report.packetsReceived ?? 0;
          }
          const now = performance.now();
          gaps.longestMs = Math.max(gaps.longestMs, now - gaps.lastAt);
          if (packets !== gaps.packets) gaps.lastAt = now;
          gaps.packets = packets;
        }, EVERY_MS);
      }),
    ),
  );
}

async function longestGapMs(pages: readonly Page[]): Promise<number> {
  const gaps = await Promise.all(
    pages.map((page) => page.evaluate(() => (window as unknown as { mediaGaps: Gaps }).mediaGaps.longestMs)),
  );
  return Math.round(Math.max(...gaps));
}

const policyLine = async () =>
  /^max-bps=(\d+)$/m.exec(await readFile(join(bundle.directory, 'turnserver.conf'), 'utf8')) ?? [];

test(`calls outlive an upgrade from ${FROM}, in which every part is made anew`, {
  timeout: 400_000,
}, async () => {
  say(`the version that runs first: ${FROM}`);
  await expectThatCallsWork(ADDRESS);
  const [direct, relayed] = [await startCall('direct', 'open'), await startCall('relayed', 'symmetric')];
  expect([direct.isRelayed, relayed.isRelayed]).toEqual([false, true]);
  const before = await imagesOf();
  const [lineBefore = '', bitrate] = await policyLine();
  const lineAfter = `max-bps=${Number(bitrate) - 100_000}`;
  await upstream.takeThisTree(async () => {
    // The least that makes every part another one, whatever the two commits have in common. The keeper has the version.
    for (const path of ['deploy/http-healthcheck.sh', 'deploy/run-until-changed.sh', 'deploy/turn/start.sh'])
      await changeFile(path, (text) => `${text}# Of the next version.\n`, upstream.directory);
    await changeFile(
      'turnserver.conf',
      (text) => text.replace(/^max-bps=.*$/m, lineAfter),
      upstream.directory,
    );
  });
  await git('pull', '--quiet', '--ff-only');
  await packagesFor(bundle.directory);
  await writeFile(
    join(bundle.directory, '.env'),
    `${await readFile(join(bundle.directory, '.env'))}NO_SUCH=1\n`,
  );

  await watchMedia([...direct.pages, ...relayed.pages]);
  const startedAt = performance.now();
  const { code, stdout } = await script('./scripts/burrow upgrade --yes');
  expect(code, stdout).toBe(0);
  const tookMs = Math.round(performance.now() - startedAt);
  process.stdout.write(stdout);
  expect(stdout).toContain('NO_SUCH is no setting of the new version');
  expect(stdout).toContain(`turnserver.conf: - ${lineBefore}\n`);
  expect(stdout).toContain(`turnserver.conf: + ${lineAfter}\n`);
  expect(stdout).toMatch(/turn +calls that are relayed stand still/);
  expect(stdout).toMatch(/service, page and a relayed byte \.\.\. done/);
  expect(stdout).toMatch(
    /upgraded from \d+\.\d+\.\d+\+g[0-9a-f]+ to \d+\.\d+\.\d+\+g[0-9a-f]+; backup of before: \/.*\.tar\.gz/,
  );
  if (BEFORE !== null) expect(stdout).toContain(`+g${BEFORE.slice(0, 7)}`);
  const after = await imagesOf();
  expect((await bundle.exec('keeper', ['cat', 'turnserver.conf'])).stdout).toContain(lineAfter);
  for (const [index, part] of PARTS.entries()) expect(after[index], part).not.toBe(before[index]);

  expect(await msUntilMedia([...direct.pages, ...relayed.pages], 1, MEDIA_LIMIT_MS)).not.toBeNull();
  const gaps = { direct: await longestGapMs(direct.pages), relayed: await longestGapMs(relayed.pages) };
  process.stdout.write(`upgrade: ${tookMs} ms; without media: ${JSON.stringify(gaps)} ms\n`);
  await Promise.all([direct.close(), relayed.close()]);

  const starts = await startsOf();
  const again = await script('./scripts/burrow upgrade');
  expect(again.code, again.stdout).toBe(0);
  expect(again.stdout).toContain('nothing: all parts are of this version');
  expect(await startsOf()).toEqual(starts);
});

test.each([
  ['a service that does not start', 'signaling/dist/main.js', 'signaling/dist/gone.js', /Cannot find module/],
  ['a relay that does not relay', '"/burrow/start.sh"', '"sleep", "infinity"', /a byte relayed|unhealthy/],
])('%s is taken back by itself, and why is said', { timeout: 400_000 }, async (_, from, to, why) => {
  const [images, policy] = [await imagesOf(), await bundle.exec('keeper', ['cat', 'turnserver.conf'])];
  await changeFile('Dockerfile', (text) =>
    text.replace(`CMD ["node", "${from}"]`, `CMD ["node", "${to}"]`).replace(`CMD [${from}]`, `CMD [${to}]`),
  );
  await changeFile('turnserver.conf', (text) => text.replace(/max-bps=(\d+)/, 'max-bps=1300000'));
  // Whether what ran before is well is asked where it listens, not where the broken one would.
  const env = await readFile(join(bundle.directory, '.env'), 'utf8');
  await writeFile(join(bundle.directory, '.env'), `${env}HTTPS_PORT=8443\n`);
  await commit('a broken version');
  const { code, stdout } = await script('./scripts/burrow upgrade --yes');
  process.stdout.write(stdout);
  expect(code).toBe(1);
  expect(stdout).toMatch(why);
  expect(stdout).toMatch(/✗ what ran before .* runs as before; .*git checkout [0-9a-f]+\.\n$/);
  expect(await imagesOf()).toEqual(images);
  expect(await bundle.exec('keeper', ['cat', 'turnserver.conf'])).toEqual(policy);
  await expectThatCallsWork(ADDRESS);
  await git('checkout', '--quiet', 'HEAD~1');
  await writeFile(join(bundle.directory, '.env'), env);
});

const OWNER: Omit<JoinOrder, 'url' | 'resume'> = {
  ownerKey: randomBytes(16).toString('base64url'),
  blindId: randomBytes(32).toString('base64url'),
  session: randomBytes(16).toString('base64url'),
};

/** As its owner, into a room of before. */
async function joinRoom(resume?: string): Promise<Record<string, unknown>> {
  const program = fileURLToPath(new URL('../lab/programs/join-room.ts', import.meta.url));
  const order: JoinOrder = { ...OWNER, url: URL_OF_PAGE, ...(resume === undefined ? {} : { resume }) };
  const { stdout } = await client.exec(process.execPath, [
    '--conditions=source',
    program,
    JSON.stringify(order),
  ]);
  return JSON.parse(stdout);
}

const checkGuest = async (guest: string) =>
  (
    await client.exec('curl', [
      ...['--silent', '--insecure', '--data', JSON.stringify({ guest }), `${URL_OF_PAGE}api/checkup`],
    ])
  ).stdout;

async function ask(...words: readonly string[]) {
  const { stdout } = await bundle.exec('signaling', ['node', 'signaling/dist/operator.js', ...words]);
  return JSON.parse(stdout);
}

test('a backup moves it to a host with another address', { timeout: 400_000 }, async () => {
  const root = await pebble.rootFile();
  await expect.poll(async () => (await get(client, URL_OF_PAGE, root)).status, RECOVERY).toBe(200);
  const serial = await servedSerial(client, ADDRESS, NAME, 'https');
  const { token } = await ask('guest', 'aunt Ann');
  const granted = await joinRoom();
  expect(granted).toMatchObject({ ok: true, owner: true });
  const secret = (await bundle.exec('signaling', ['cat', '/run/burrow/signaling/turn-secret'])).stdout;
  const starts = await startsOf();
  const made = await script('./scripts/burrow backup kept.tar.gz');
  expect(made.code, made.stdout).toBe(0);
  expect(made.stdout).toContain('not in it: acme-root.pem (ACME_CA_ROOT_FILE)');
  expect(await startsOf()).toEqual(starts);
  expect((await script('./scripts/burrow backup kept.tar.gz')).code).toBe(1);
  expect((await script('stat --format=%a kept.tar.gz')).stdout.trim()).toBe('600');
  const kept = join(lab.directory, 'kept.tar.gz');
  await copyFile(join(bundle.directory, 'kept.tar.gz'), kept);
  const { orders } = pebble;

  // One engine at a time has the images; the new host has nothing else of the old one.
  await bundle.close();
  bundle = await clonedOn(await lab.addHost('new-vps', { address: NEW_ADDRESS }));
  await writeFile(join(namespaceFiles, client.namespace, 'hosts'), `${NEW_ADDRESS} ${NAME}\n`);
  const restored = await script(`./scripts/burrow restore ${kept}`);
  expect(restored.code, restored.stdout).toBe(0);
  expect(restored.stdout).toContain(`PUBLIC_IP in .env is ${ADDRESS}`);
  expect(restored.stdout).toContain(`A record of ${NAME}`);
  await bundle.writeEnv({ ...settings(), PUBLIC_IP: NEW_ADDRESS });
  const up = await script('./scripts/up');
  expect(up.code, up.stdout).toBe(0);

  await expect.poll(async () => (await get(client, URL_OF_PAGE, root)).status, RECOVERY).toBe(200);
  expect(await servedSerial(client, NEW_ADDRESS, NAME, 'https')).toBe(serial);
  expect(await joinRoom(String(granted.resume))).toMatchObject({ ok: true, self: granted.self, owner: true });
  expect(JSON.parse(await checkGuest(token))).toMatchObject({ ok: true });
  await expectThatCallsWork(NEW_ADDRESS);
  expect(pebble.orders).toBe(orders);
  await expectClosed(secret.trim());

  const refused = await script(`./scripts/burrow restore ${kept}`);
  expect([refused.code, refused.stdout]).toEqual([1, expect.stringContaining('With --replace')]);
  expect(await startsOf()).toHaveLength(PARTS.length);
  const replaced = await script(`./scripts/burrow restore ${kept} --replace --yes`);
  expect(replaced.code, replaced.stdout).toBe(0);
  expect(replaced.stdout).toMatch(/what was here before: .*-before-restore\.tar\.gz/);
  expect((await bundle.compose(['ps', '--all', '--quiet'])).stdout).toBe('');
});

/** Nothing secret is for others to read, nor where others look. */
async function expectClosed(secret: string): Promise<void> {
  const find = (part: 'keeper' | 'signaling', ...where: readonly string[]) =>
    bundle.exec(part, ['find', ...where, '-type', 'f', '-perm', '/o=rwx', '-printf', '%p\n']);
  const isSecret = (path: string) => /secret|key|token|\.db$|guest|report/.test(path);
  for (const [part, ...where] of [
    ['keeper', '/run/burrow/keeper', '/run/burrow/caddy-data'],
    ['signaling', '/run/burrow/reports'],
  ] as const) {
    const { stdout } = await find(part, ...where);
    expect(stdout.split('\n').filter(isSecret), part).toEqual([]);
  }
  const owners = await bundle.exec('signaling', ['find', '/run/burrow/reports', '-printf', '%m %u %y\n']);
  expect(new Set(owners.stdout.trim().split('\n'))).toEqual(new Set(['700 signaling d', '600 signaling f']));
  for (const part of PARTS) {
    expect(await bundle.inspect(part, '{{json .}}'), part).not.toContain(secret);
    expect(await bundle.logs(part), part).not.toContain(secret);
  }
  // What the restore has put down for a moment.
  const left = await script('ls -A .burrow && stat --format="%a %n" .env .burrow .burrow/*');
  expect(left.stdout).not.toContain('restore-');
  expect(left.stdout).not.toMatch(/^(?!600|700)\d+ /m);
}
