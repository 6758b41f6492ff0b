/** Whoever holds a credential tries to reach something else than the other end of a call. */
import { createHmac } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Transport } from '../../signaling/src/turn-probe/transport.ts';
import type { TurnCredential } from '../../signaling/src/turn-probe/turn-client.ts';
import { Bundle, PARTS, type Part } from '../engine/bundle.ts';
import type { Client, Host } from '../lab/host.ts';
import { createLab, type Lab } from '../lab/lab.ts';
import type { AttackOrder, AttackReport, PeerReport } from '../lab/programs/turn-attack.ts';
import { Decoy } from './decoys.ts';
import { attack, coturnStarts, fetchCredential, relay } from './turn.ts';

const ADDRESS = '203.0.113.10';
const ELSEWHERE = '203.0.113.66';
const RELAY_ADDRESS = '127.34.78.1';
/** PROXY headers, STUN, and what coturn can open besides: its command line, its web pages, its figures. */
const INNER_PORTS = [5555, 3478, 5349, 5766, 8080, 9641];
/** What the engine of the tests takes addresses from. */
const CONTAINER_NETWORKS = '172.31.0.0/16';
const API_KEY = 'a-key-of-this-test-0123456789';
/** The least that TURN_USER_QUOTA may be. */
const QUOTA = 12;
const RECOVERY = { timeout: 90_000, interval: 500 };

const ANSWER_LIMIT_MS = 5_000;
/** coturn gives no answer for an allocation whose sending the kernel has refused. */
const SHORT_WAIT_MS = 300;

/** Name lookups, and a port that nothing uses. */
const DECOY_PORTS = [53, 9999];
const ASKED_NAME = 'way-out.burrow.test';

const WAYS: readonly (readonly [string, number, Transport])[] = [
  ['udp:3478', 3478, 'udp'],
  ['udp:443', 443, 'udp'],
  ['tcp:3478', 3478, 'tcp'],
  ['tcp:443', 443, 'tcp'],
  ['tls:443', 443, { tls: { serverName: null } }],
];

const FOREIGN_PEERS = [
  ...['8.8.8.8', '1.1.1.1', ELSEWHERE, '198.51.100.1', '192.0.2.53'],
  ...['10.0.0.1', '172.16.0.1', '192.168.0.1', '192.168.1.1', '100.64.0.1', '198.18.0.1'],
  ...['127.0.0.1', '127.0.0.11', '127.34.78.2', '127.255.255.254'],
  ...['169.254.169.254', '169.254.0.1', '224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.255'],
  ...['0.0.0.0', '0.0.0.1', '::', '::1', '::2', 'fd00::1', 'fe80::1', 'ff02::1', '2606:4700:4700::1111'],
  ...['::ffff:127.0.0.1', '::ffff:169.254.169.254', `::ffff:${ELSEWHERE}`, '::127.0.0.1', '::10.0.0.1'],
  ...['64:ff9b::a00:1', '64:ff9b::cb00:7142', '2002:a00:1::', '2002:cb00:7142::1', '2001:0:102:304::'],
];

let lab: Lab;
let vps: Host;
let bundle: Bundle;
let client: Client;
let elsewhere: Host;
let decoys: { readonly host: Decoy; readonly elsewhere: Decoy };
/** What the engine has given to networks and containers. */
let innerAddresses: readonly string[];

beforeAll(async () => {
  lab = await createLab();
  vps = await lab.addHost('vps', { address: ADDRESS });
  elsewhere = await lab.addHost('elsewhere', { address: ELSEWHERE });
  client = await lab.addClient('client', 'open');
  bundle = await Bundle.on(vps);
  await bundle.writeEnv({ PUBLIC_IP: ADDRESS, API_KEY, TURN_USER_QUOTA: String(QUOTA) });
  await bundle.up();
  innerAddresses = await addressesOfTheEngine();
  decoys = {
    host: await Decoy.on(vps, DECOY_PORTS),
    elsewhere: await Decoy.on(elsewhere, DECOY_PORTS),
  };
});

afterAll(async () => {
  await bundle?.close();
  await lab?.close();
});

test('decoys hear who really comes', async () => {
  const knock = 'for to in $0; do echo knock > /dev/udp/$to/9999; echo > /dev/tcp/$to/9999; done';
  await client.exec('bash', ['-c', knock.replace('$0', `${ADDRESS} ${ELSEWHERE}`)]);
  for (const decoy of Object.values(decoys)) {
    await expect.poll(() => decoy.heard().map(({ protocol }) => protocol)).toEqual(['udp', 'tcp']);
    expect(decoy.heard()[0]).toMatchObject({ from: client.publicAddress, data: 'knock\n' });
  }
});

describe('as it is shipped', () => {
  test.each(WAYS)('over %s every other peer is refused, and nothing is sent', async (_, port, transport) => {
    const before = heardByAll();
    const peers = [...FOREIGN_PEERS, ...innerAddresses, client.publicAddress];
    const report = await attackBy(port, transport, peers);
    expect(report).toMatchObject({ allocate: 0, allocateTcp: 442, ownRelay: 0 });
    for (const [peer, { createPermission, channelBind }] of Object.entries(report.peers)) {
      // 443: the allocation is of IPv4, the peer is not. 400: coturn binds no channel to an address without a port.
      expect([403, 443], `permission for ${peer}`).toContain(createPermission);
      expect([403, 443], `channel to ${peer}`).toContain(channelBind);
    }
    expectSilenceSince(before);
    expect(lab.namesAskedForBy(vps)).not.toContain(ASKED_NAME);
  });

  test("at the server's own public address only relay ports answer, not the host's services", async () => {
    const before = heardByAll();
    const report = await attackBy(3478, 'udp', [ADDRESS, RELAY_ADDRESS]);
    expect(report.peers[ADDRESS]).toMatchObject({ createPermission: 0 });
    expect(report.ownRelay).toBe(0);
    expectSilenceSince(before);
  });

  test('credentials that Burrow did not sign, or that have ended, are refused', async () => {
    const secret = await turnSecret();
    const cases = {
      good: signed(secret, 3600),
      ended: signed(secret, -5),
      forged: signed('another-secret-0123456789abcdefghijklmnop', 3600),
      emptySecret: signed('', 3600),
      otherName: { ...signed(secret, 3600), username: '9999999999:else' },
    };
    const codes: Record<string, number | null> = {};
    for (const [name, credential] of Object.entries(cases)) {
      codes[name] = (await attackBy(3478, 'udp', [], { credential })).allocate;
    }
    const elsewhere = { credential: signed(secret, 3600) };
    codes.signedForOtherRealm = (
      await attackBy(3478, 'udp', [], { ...elsewhere, signedRealm: 'elsewhere' })
    ).allocate;
    // 437, because coturn takes it for a client that has changed its mind.
    const realms = { shownRealm: 'elsewhere', signedRealm: 'elsewhere' };
    codes.otherRealm = (await attackBy(3478, 'udp', [], { ...elsewhere, ...realms })).allocate;
    expect(codes).toEqual({
      signedForOtherRealm: 401,
      otherRealm: 437,
      good: 0,
      ended: 401,
      forged: 401,
      emptySecret: 401,
      otherName: 401,
    });
  });

  test('one participant gets no more allocations than TURN_USER_QUOTA, the next one still gets one', async () => {
    const secret = await turnSecret();
    const order = {
      server: { address: ADDRESS, port: 3478 },
      transport: 'udp',
      messages: 1,
      everyMs: 1,
    } as const;
    const pairs = Array.from({ length: QUOTA / 2 + 1 }, () =>
      relay(client, { ...order, credential: signed(secret, 3600, 'greedy'), keepsAllocations: true }),
    );
    const codes = (await Promise.all(pairs)).flatMap((report) => report.codes);
    expect(codes.filter((code) => code === 0)).toHaveLength(QUOTA);
    expect(codes.filter((code) => code === 486)).toHaveLength(2);
    expect((await relay(client, { ...order, credential: signed(secret, 3600, 'modest') })).codes).toEqual([
      0, 0,
    ]);
  });

  test('nothing but the published ports answers', async () => {
    expect(await openTcpPorts(client.exec.bind(client), ADDRESS)).toEqual([53, 80, 443, 3478, 9999]);
    const { stdout } = await vps.exec('ss', ['--listening', '--udp', '--numeric', '--no-header']);
    const udp = stdout.split('\n').flatMap((line) => /:(\d+)\s+\S+:\*/.exec(line)?.[1] ?? []);
    expect([...new Set(udp)].map(Number).toSorted((a, b) => a - b)).toEqual([53, 443, 3478, 9999]);
  });

  test('who forges a route to the containers does not reach the port of coturn that believes PROXY headers', async () => {
    await lab.execOnRouter('ip', ['route', 'add', CONTAINER_NETWORKS, 'via', ADDRESS]);
    const carry = `insert rule bridge provider prerouting ip saddr ${CONTAINER_NETWORKS} accept`;
    await lab.execOnRouter('nft', carry.split(' '));
    // The way is there: up to the host's own end of a bridge it leads.
    const [bridge = ''] = innerAddresses;
    expect(await openTcpPorts(lab.execOnRouter.bind(lab), bridge, [9999])).toEqual([9999]);
    const own = await addressesOf('turn');
    expect(own).toHaveLength(3);
    for (const address of own) {
      expect(await openTcpPorts(lab.execOnRouter.bind(lab), address, INNER_PORTS), address).toEqual([]);
    }
  });
});

describe("with coturn's own lists emptied", () => {
  test('calls work', async () => {
    const before = await coturnStarts(bundle);
    await bundle.exec('keeper', [
      ...['sed', '-i', '-E', '/^(denied|allowed)-peer-ip=|^no-multicast-peers|^no-tcp-relay/d'],
      '/run/burrow/turn/turnserver.conf',
    ]);
    await expect.poll(() => coturnStarts(bundle), RECOVERY).toBe(before + 1);
    await expectTheRelayToWork();
  });

  test('the guard lets nothing out', async () => {
    const inside = await Decoy.inside(await pidOf('turn'), DECOY_PORTS.slice(1));
    const before = heardByAll();
    const refusedBefore = await refusedByTheGuard();
    const reports = await attackAll();
    // coturn itself would have sent.
    expect(reports[ELSEWHERE]).toEqual({ createPermission: 0, channelBind: 0 });
    expect(reports['127.0.0.11']).toEqual({ createPermission: 0, channelBind: 0 });
    expectSilenceSince(before);
    expect(inside.heard()).toEqual([]);
    expect(lab.namesAskedForBy(vps)).not.toContain(ASKED_NAME);
    expect(await refusedByTheGuard()).toBeGreaterThan(refusedBefore);
    await inside.close();
  });

  test('without the guard too, the kernel lets nothing leave the container', async () => {
    const override = 'services: { turn: { cap_add: !override [SETUID, SETGID, SETPCAP] } }\n';
    await writeFile(join(bundle.directory, 'docker-compose.override.yml'), override);
    await bundle.up();
    await expectTheRelayToWork();
    expect(await bundle.logs('turn')).toMatch(/^guard: not up/m);
    const inside = await Decoy.inside(await pidOf('turn'), DECOY_PORTS.slice(1));
    const before = heardByAll();
    await attackAll(SHORT_WAIT_MS);
    expectSilenceSince(before);
    expect(lab.namesAskedForBy(vps)).not.toContain(ASKED_NAME);
    // What coturn sends does reach its own namespace: this test would have seen it.
    expect(inside.heard()).not.toEqual([]);
    await inside.close();
  });
});

/** Each peer on its own. */
async function attackAll(timeoutMs?: number): Promise<AttackReport['peers']> {
  const peers = [...FOREIGN_PEERS, ...(await addressesOfTheEngine()), client.publicAddress, ADDRESS];
  const reports: Record<string, PeerReport> = {};
  // An allocation that is given back counts for a second more.
  for (let at = 0; at < peers.length; at += QUOTA / 2) {
    const some = peers.slice(at, at + QUOTA / 2);
    Object.assign(
      reports,
      (await attackBy(3478, 'udp', some, { allocatesAnew: true, ...(timeoutMs && { timeoutMs }) })).peers,
    );
  }
  return reports;
}

async function attackBy(
  port: number,
  transport: Transport,
  peers: readonly string[],
  { credential, ...options }: Partial<AttackOrder> = {},
) {
  return attack(client, {
    timeoutMs: ANSWER_LIMIT_MS,
    ...options,
    server: { address: ADDRESS, port },
    transport,
    credential: credential ?? signed(await turnSecret(), 3600),
    peers,
    ports: DECOY_PORTS,
    data: nameQuestion(ASKED_NAME).toString('base64'),
  });
}

async function relayed() {
  const credential = await fetchCredential(client, `https://${ADDRESS}/`, API_KEY);
  const server = { address: ADDRESS, port: 3478 };
  return relay(client, { server, transport: 'udp', credential, messages: 10, everyMs: 10 });
}

async function expectTheRelayToWork(): Promise<void> {
  await expect.poll(relayed, RECOVERY).toMatchObject({ codes: [0, 0], received: 10 });
}

const heardByAll = () => Object.values(decoys).map((decoy) => decoy.heard());
const expectSilenceSince = (before: ReturnType<typeof heardByAll>) => expect(heardByAll()).toEqual(before);

async function turnSecret(): Promise<string> {
  return (await bundle.exec('signaling', ['cat', '/run/burrow/signaling/turn-secret'])).stdout.trim();
}

let participants = 0;
function signed(secret: string, ttlSeconds: number, id = `participant${++participants}`): TurnCredential {
  const username = `${Math.floor(Date.now() / 1000) + ttlSeconds}:${id}`;
  return { username, password: createHmac('sha1', secret).update(username).digest('base64') };
}

async function addressesOf(part: Part): Promise<readonly string[]> {
  const text = await bundle.inspect(part, '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}');
  return text.split(' ').filter((address) => address !== '');
}

/** Of containers, and of the host on the bridges between them. */
async function addressesOfTheEngine(): Promise<readonly string[]> {
  const { stdout } = await vps.exec('ip', ['-4', '-brief', 'address']);
  const bridges = [...stdout.matchAll(/^(?:br-|docker)\S*\s+\S+\s+([\d.]+)\//gm)].map(
    ([, address = '']) => address,
  );
  return [...bridges, ...(await Promise.all(PARTS.map(addressesOf))).flat()];
}

async function pidOf(part: Part): Promise<number> {
  return Number(await bundle.inspect(part, '{{.State.Pid}}'));
}

/** Packets that both chains of the guard have dropped at their end. */
async function refusedByTheGuard(): Promise<number> {
  const pid = String(await pidOf('turn'));
  const list = ['nft', 'list', 'table', 'inet', 'burrow_guard'];
  const { stdout } = await vps.exec('nsenter', ['--target', pid, '--net', ...list]);
  return [...stdout.matchAll(/counter packets (\d+) bytes \d+ drop/g)].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  );
}

type Exec = (
  command: string,
  args: readonly string[],
  options: { timeoutMs: number },
) => Promise<{ stdout: string }>;

/** Of all TCP ports, unless some are named. */
async function openTcpPorts(
  exec: Exec,
  address: string,
  ports: readonly number[] = [],
): Promise<readonly number[]> {
  const program = new URL('../lab/programs/tcp-scan.ts', import.meta.url).pathname;
  const { stdout } = await exec(process.execPath, [program, address, ...ports.map(String)], {
    timeoutMs: 90_000,
  });
  return JSON.parse(stdout);
}

/** A DNS message (RFC 1035 §4): the address of a name, please. */
function nameQuestion(name: string): Buffer {
  const labels = name
    .split('.')
    .map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  return Buffer.concat([
    Buffer.from('beef01000001000000000000', 'hex'),
    ...labels,
    Buffer.from('0000010001', 'hex'),
  ]);
}
