import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ClientKind } from './client-kinds.ts';
import type { Client, Host } from './host.ts';
import { createLab, type Lab } from './lab.ts';
import { LabProcess } from './lab-process.ts';
import { startTimeOf } from './remains.ts';
import { queryStun, startStunResponder } from './stun.ts';

const timeout = 60_000;
const stunPort = 3478;
const startTcpListeners =
  'for (const port of [80, 443, 3478]) require("node:net").createServer((s) => s.end()).listen(port); console.log("listening")';
const utf8 = { encoding: 'utf8' } as const;
const receiverPort = 4000;
const startUdpReceiver = `
  const socket = require("node:dgram").createSocket("udp4");
  socket.on("message", (text) => process.stdout.write(text));
  socket.bind(${receiverPort}, () => console.log("listening"));`;

describe('networks', () => {
  let lab: Lab;
  let one: Host;
  let two: Host;
  const clients = {} as Record<ClientKind, Client>;
  const stunServers = (): readonly string[] => [one, two].map((host) => `${host.publicAddress}:${stunPort}`);

  beforeAll(async () => {
    lab = await createLab({ names: { 'call.burrow.test': '203.0.113.20' } });
    one = await lab.addHost('one', { address: '203.0.113.20' });
    two = await lab.addHost('two', { address: '192.0.2.20', behindOneToOneNat: true });
    for (const kind of ['open', 'cone', 'symmetric', 'udp-blocked', 'tcp-443-only'] as const) {
      clients[kind] = await lab.addClient(kind, kind);
    }
    await Promise.all([one, two].map((host) => startStunResponder(host, stunPort)));
    const listeners = one.spawn(process.execPath, ['-e', startTcpListeners]);
    await listeners.waitForOutput(/listening/);
  }, timeout);

  afterAll(() => lab.close(), timeout);

  test('an open client has its own address on the internet', { timeout }, async () => {
    const seen = await queryStun(clients.open, stunServers());
    expect(addressesOf(seen)).toEqual([clients.open.address, clients.open.address]);
  });

  test('a cloud may let in some packets only', { timeout }, async () => {
    const letsIn = [`udp dport ${stunPort}`];
    const shut = await lab.addHost('shut', { address: '192.0.2.21', behindOneToOneNat: true, letsIn });
    const closedPort = stunPort + 1;
    await Promise.all([stunPort, closedPort].map((port) => startStunResponder(shut, port)));
    const servers = [stunPort, closedPort].map((port) => `${shut.publicAddress}:${port}`);
    expect(addressesOf(await queryStun(clients.open, servers))).toEqual([clients.open.address, undefined]);
  });

  test('a cone NAT shows every destination the same port', { timeout }, async () => {
    const [first, second] = await queryStun(clients.cone, stunServers());
    expect(first).toMatch(`${clients.cone.publicAddress}:`);
    expect(second).toBe(first);
    expect(clients.cone.publicAddress).not.toBe(clients.cone.address);
  });

  test('a symmetric NAT shows each destination another port', { timeout }, async () => {
    // Twice, since two random ports are the same once in some 64,000 times.
    const seen = [
      await queryStun(clients.symmetric, stunServers()),
      await queryStun(clients.symmetric, stunServers()),
    ];
    expect(new Set(seen.flatMap(addressesOf))).toEqual(new Set([clients.symmetric.publicAddress]));
    expect(seen.some(([first, second]) => first !== second)).toBe(true);
  });

  test('udp-blocked lets no UDP out, and TCP to every port', { timeout }, async () => {
    expect(await queryStun(clients['udp-blocked'], stunServers(), { timeoutMs: 500 })).toEqual([null, null]);
    expect(await connect(clients['udp-blocked'], one.address, 80)).toBe('connected');
    expect(await connect(clients['udp-blocked'], one.address, 3478)).toBe('connected');
  });

  test('tcp-443-only lets nothing out but TCP to port 443', { timeout }, async () => {
    const client = clients['tcp-443-only'];
    expect(await queryStun(client, stunServers(), { timeoutMs: 500 })).toEqual([null, null]);
    expect(await connect(client, one.address, 443)).toBe('connected');
    expect(await connect(client, one.address, 80)).toBe('silence');
    expect(await connect(client, one.address, 3478)).toBe('silence');
  });

  test('a 1:1 NAT maps both ways, ports unchanged, and also for the server itself', { timeout }, async () => {
    expect(two.address).toBe('10.0.2.2');
    expect(two.publicAddress).toBe('192.0.2.20');
    const [inbound] = await queryStun(clients.open, [`${two.publicAddress}:${stunPort}`]);
    expect(addressesOf([inbound ?? null])).toEqual([clients.open.address]);
    const fromServer = await queryStun(two, stunServers());
    expect(addressesOf(fromServer)).toEqual([two.publicAddress, two.publicAddress]);
    expect(fromServer[0]).toBe(fromServer[1]);
  });

  test('nothing unsolicited comes in through a NAT', { timeout }, async () => {
    const responder = await startStunResponder(clients.cone, stunPort);
    const { publicAddress, address } = clients.cone;
    const targets = [`${publicAddress}:${stunPort}`, `${address}:${stunPort}`];
    expect(await queryStun(clients.open, targets, { timeoutMs: 500 })).toEqual([null, null]);
    expect(await connect(clients.open, publicAddress, 443)).toBe('silence');
    expect(await queryStun(clients.cone, [`${address}:${stunPort}`])).not.toEqual([null]);
    await responder.kill();
  });

  test('private addresses are unreachable from other networks', { timeout }, async () => {
    const responder = await startStunResponder(clients.cone, stunPort);
    const target = `${clients.cone.address}:${stunPort}`;
    expect(await queryStun(clients.symmetric, [target], { timeoutMs: 500 })).toEqual([null]);
    expect(await queryStun(one, [target, `${two.address}:${stunPort}`], { timeoutMs: 500 })).toEqual([
      null,
      null,
    ]);
    await responder.kill();
  });

  test('not even to who knows the way', { timeout }, async () => {
    const route = [`${two.address}/32`, 'via', two.publicAddress, 'dev', 'eth0', 'onlink'];
    await one.exec('ip', ['route', 'add', ...route]);
    expect(await queryStun(one, [`${two.address}:${stunPort}`], { timeoutMs: 500 })).toEqual([null]);
    await one.exec('ip', ['route', 'del', ...route]);
  });

  test('names resolve in every network, and only those of the lab', { timeout }, async () => {
    for (const host of [one, two, ...Object.values(clients)]) {
      const { stdout } = await host.exec('getent', ['ahostsv4', 'call.burrow.test']);
      expect(stdout, host.name).toMatch(/^203\.0\.113\.20\s/);
    }
    const lookup = 'require("node:dns").resolve4("example.com", (error) => console.log(error?.code))';
    expect((await clients.cone.exec(process.execPath, ['-e', lookup])).stdout).toBe('ENOTFOUND\n');
  });

  test('whoever is plugged in later, the router of the internet keeps its link address', async () => {
    const internet = `burrow-${basename(lab.directory)}-internet`;
    const linkAddress = () =>
      execFileSync('ip', ['-n', internet, '-brief', 'link', 'show', 'internet'], utf8);
    const before = linkAddress();
    // Lower than any that the kernel gives.
    execFileSync('ip', ['-n', internet, 'link', 'set', 'port1', 'address', '00:00:00:00:00:01']);
    expect(linkAddress()).toBe(before);
  });

  test('a blocked port is silent in both directions until it is unblocked', { timeout }, async () => {
    const servers = stunServers();
    const unblock = await one.block({ protocol: 'udp', port: stunPort });
    expect((await queryStun(clients.open, servers, { timeoutMs: 500 }))[0]).toBeNull();
    expect((await queryStun(one, servers, { timeoutMs: 500 }))[1]).toBeNull();
    expect(await connect(clients.open, one.address, stunPort)).toBe('connected');
    await unblock();
    expect(await queryStun(clients.open, servers)).not.toContain(null);
  });

  test('neither a packet from a blocked host arrives, nor one to it', { timeout }, async () => {
    for (const [from, to] of [
      [clients.open, one],
      [one, clients.open],
    ] as const) {
      const receiver = to.spawn(process.execPath, ['-e', startUdpReceiver]);
      await receiver.waitForOutput(/listening/);
      const send = (text: string) =>
        from.exec('bash', ['-c', `echo ${text} > /dev/udp/${to.address}/${receiverPort}`]);
      const unblock = await one.block({ protocol: 'udp', port: receiverPort, address: one.address });
      await send('while-blocked');
      await unblock();
      await send('after');
      await receiver.waitForOutput(/after/);
      expect(receiver.stdout).toBe('listening\nafter\n');
      await receiver.kill();
    }
  });

  test('a blocked client reaches nothing, and all again after it', { timeout }, async () => {
    const unblock = await clients.cone.block();
    expect(await queryStun(clients.cone, stunServers(), { timeoutMs: 500 })).toEqual([null, null]);
    await unblock();
    expect(await queryStun(clients.cone, stunServers())).not.toContain(null);
  });

  test.each(['open', 'cone'] as const)('%s: a client can change its network', { timeout }, async (kind) => {
    const client = clients[kind];
    const { address, publicAddress } = client;
    await client.changeAddress();
    expect([client.address, client.publicAddress]).not.toContain(address);
    const seen = await queryStun(client, stunServers());
    expect(addressesOf(seen)).toEqual([client.publicAddress, client.publicAddress]);
    expect(client.publicAddress).not.toBe(publicAddress);
    expect((await client.exec('getent', ['hosts', 'call.burrow.test'])).stdout).toContain('203.0.113.20');
  });

  test('refuses names and addresses that the lab cannot have', async () => {
    await expect(lab.addClient('one', 'open')).rejects.toThrow('got "one"');
    await expect(lab.addClient('Alice', 'open')).rejects.toThrow('got "Alice"');
    await expect(lab.addHost('three', { address: '198.51.100.7' })).rejects.toThrow('got "198.51.100.7"');
    await expect(lab.addHost('three', { address: '203.0.113.1' })).rejects.toThrow('got "203.0.113.1"');
  });
});

describe('cleaning up', () => {
  test('close leaves no namespace, process, link or file', { timeout }, async () => {
    const linksBefore = readdirSync('/sys/class/net');
    const lab = await createLab();
    const host = await lab.addHost('server', { address: '203.0.113.10' });
    await lab.addClient('alice', 'symmetric');
    const child = host.spawn('sleep', ['infinity']);
    // A grandchild whose parent is gone: nobody has its pid.
    await host.exec('sh', ['-c', 'setsid sleep infinity > /dev/null 2>&1 & echo $!']);
    expect(tracesOf(lab)).toHaveLength(7);
    await lab.close();
    await lab.close();
    expect(await child.exited).toEqual({ code: null, signal: 'SIGKILL' });
    expect(tracesOf(lab)).toEqual([]);
    expect(readdirSync('/sys/class/net')).toEqual(linksBefore);
  });

  test('the next lab removes what a killed owner has left', { timeout }, async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('playwright'));
    const program = fileURLToPath(new URL('./programs/abandoned-lab.ts', import.meta.url));
    const owner = new LabProcess([process.execPath, program]);
    const [line] = await owner.waitForOutput(/^\{.*\}$/m);
    const abandoned = JSON.parse(line) as { directory: string };
    expect(processesOf(abandoned)).not.toEqual([]);
    await owner.kill();
    await vi.waitFor(() => expect(processesOf(abandoned)).toEqual([]));
    expect(tracesOf(abandoned)).not.toEqual([]);

    const living = await createLab();
    const next = await createLab();
    expect(tracesOf(abandoned)).toEqual([]);
    expect(tracesOf(living)).not.toEqual([]);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('playwright'))).toEqual(before);
    await Promise.all([living.close(), next.close()]);
  });
});

test('a process that has ended is over, even when nobody reaps it', { timeout }, async () => {
  const parent = new LabProcess(['sh', '-c', 'sleep 0.01 & echo $!; exec sleep infinity']);
  const [pid] = await parent.waitForOutput(/\d+/);
  expect(await startTimeOf(process.pid)).toMatch(/^\d+$/);
  await vi.waitFor(async () => expect(await startTimeOf(Number(pid))).toBeUndefined());
  expect(existsSync(`/proc/${pid}`)).toBe(true);
  await parent.kill();
});

describe('processes', () => {
  test('a failing command throws with its output; allowFailure returns it', { timeout }, async () => {
    const lab = await createLab();
    const host = await lab.addHost('server', { address: '203.0.113.10' });
    await expect(host.exec('sh', ['-c', 'echo why >&2; exit 3'])).rejects.toThrow(/exit code 3\]\nwhy/);
    await expect(host.exec('no-such-command')).rejects.toThrow(/no-such-command/);
    await expect(host.exec('sleep', ['infinity'], { timeoutMs: 100 })).rejects.toThrow('after 100 ms');
    expect(await host.exec('cat', [], { input: 'in', env: { A: '1' } })).toMatchObject({
      stdout: 'in',
      code: 0,
    });
    const failed = await host.exec('sh', ['-c', 'echo $A; exit 3'], { allowFailure: true, env: { A: '1' } });
    expect(failed).toEqual({ code: 3, stdout: '1\n', stderr: '' });

    const process = host.spawn('sh', ['-c', 'trap "echo got it; exit 4" USR1; echo up; while :; do :; done']);
    await process.waitForOutput(/up/);
    process.signal('SIGUSR1');
    expect(await process.exited).toEqual({ code: 4, signal: null });
    expect(process.stdout).toBe('up\ngot it\n');
    await expect(process.waitForOutput(/never/)).rejects.toThrow(/exit code 4/);
    await lab.close();
  });
});

function addressesOf(seen: readonly (string | null)[]): readonly (string | undefined)[] {
  return seen.map((mapped) => mapped?.split(':')[0]);
}

/** Seconds of patience for a SYN nobody answers. */
const patienceSeconds = '0.7';

async function connect(from: Host, address: string, port: number): Promise<string> {
  const attempt = `exec 3<>/dev/tcp/${address}/${port}`;
  const { code } = await from.exec('timeout', [patienceSeconds, 'bash', '-c', attempt], {
    allowFailure: true,
  });
  return code === 0 ? 'connected' : code === 124 ? 'silence' : 'refused';
}

/** The pids in a lab's namespaces. Those that have ended and wait to be reaped are in none. */
function processesOf(lab: { readonly directory: string }): readonly string[] {
  return tracesOf(lab)
    .filter((path) => path.startsWith('/run/netns/'))
    .map((path) => execFileSync('ip', ['netns', 'pids', basename(path)], utf8))
    .filter((pids) => pids !== '');
}

/** Everything on this machine that carries a lab's id. */
function tracesOf({ directory }: { readonly directory: string }): readonly string[] {
  const id = basename(directory);
  return ['/run/burrow-lab', '/run/netns', '/etc/netns', '/sys/class/net']
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`))
    .filter((path) => path.endsWith(`/${id}`) || path.includes(`/burrow-${id}-`));
}
