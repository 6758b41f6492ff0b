/** What the parts may do, and what they tell, after a call. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CallPage } from '../driver/call-page.ts';
import { Bundle, PARTS, type Part } from '../engine/bundle.ts';
import type { Client } from '../lab/host.ts';
import { createLab, type Lab } from '../lab/lab.ts';

const ADDRESS = '203.0.113.10';
const RECOVERY = { timeout: 60_000, interval: 500 };
const TURN_UID = 10_003;
const NO_CAPABILITIES = '0'.repeat(16);
/** Hex digits and letters of a secret; what is shorter could be in a log by chance. */
const SHORTEST_SECRET = 32;

let lab: Lab;
let bundle: Bundle;
let clients: readonly [Client, Client];

beforeAll(async () => {
  lab = await createLab();
  const vps = await lab.addHost('vps', { address: ADDRESS });
  clients = [await lab.addClient('ann', 'symmetric'), await lab.addClient('ben', 'symmetric')];
  bundle = await Bundle.on(vps);
  await bundle.writeEnv({ PUBLIC_IP: ADDRESS });
  await bundle.up();
});

afterAll(async () => {
  await bundle?.close();
  await lab?.close();
});

test('two people in strict networks have a call', async () => {
  const [ann, ben] = await Promise.all(clients.map((client) => client.launchChromium()));
  if (!ann || !ben) throw new Error('no browsers');
  let first: CallPage | undefined;
  await expect
    .poll(async () => (first = await CallPage.open(ann, `https://${ADDRESS}/`)), RECOVERY)
    .toBeDefined();
  const second = await CallPage.open(ben, await (first as CallPage).startCall('Ann'));
  await second.joinCall('Ben');
  const media = await second.waitForMedia(1);
  expect(media[0]?.candidateTypes).toContain('relay');
});

describe.each(PARTS)('%s', (part) => {
  test('has a read-only image, no privileges, and limits', async () => {
    const { HostConfig, Config, Mounts } = await inspected(part);
    expect(HostConfig).toMatchObject({
      ReadonlyRootfs: true,
      Privileged: false,
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges:true'],
      PidsLimit: 200,
      PidMode: '',
      IpcMode: 'private',
      Devices: null,
      LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '3' } },
      RestartPolicy: { Name: 'unless-stopped' },
    });
    expect(HostConfig.Memory).toBeGreaterThan(0);
    expect(HostConfig.NetworkMode === 'host').toBe(part === 'keeper');
    const added = (HostConfig.CapAdd ?? []).map((name: string) => name.replace(/^CAP_/, '')).toSorted();
    expect(added).toEqual(part === 'turn' ? ['NET_ADMIN', 'SETGID', 'SETPCAP', 'SETUID'] : []);
    if (part !== 'turn') expect(Config.User).toMatch(/^(?!0|root)\w/);
    expect(JSON.stringify(Mounts)).not.toMatch(/docker\.sock|"\/(proc|sys|etc|var\/run)\b/);
  });

  test('runs its processes as a user without capabilities', async () => {
    const processes = await processesOf(part);
    expect(processes.length).toBeGreaterThan(0);
    for (const { title, status } of processes) {
      expect(status.Uid, title).not.toMatch(/\b0\b/);
      if (part === 'turn') expect(status.Uid, title).toMatch(new RegExp(`^${TURN_UID}\\b`));
      for (const set of ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb']) {
        expect(status[set], `${title}: ${set}`).toBe(NO_CAPABILITIES);
      }
      expect(status.NoNewPrivs, title).toBe('1');
      // 2: a filter of system calls.
      expect(status.Seccomp, title).toBe('2');
    }
  });

  test('has written nothing beside its volumes', async () => {
    const { stdout } = await bundle.engine.docker(['diff', await bundle.containerId(part)]);
    expect(stdout).toBe('');
  });

  test('shows no secret and no whole address of a participant', async () => {
    const secrets = await allSecrets();
    expect(secrets.length).toBeGreaterThanOrEqual(3);
    const processes = await processesOf(part);
    const places = {
      log: await bundle.logs(part),
      inspect: JSON.stringify(await inspected(part)),
      processes: processes.map(({ title, environment }) => `${title}\n${environment}`).join('\n'),
    };
    for (const [place, text] of Object.entries(places)) {
      expect(
        secrets.filter((secret) => text.includes(secret)),
        place,
      ).toEqual([]);
      expect(text).not.toMatch(/PRIVATE KEY|a=ice-pwd|a=candidate/);
    }
    const addresses = clients.flatMap(({ address, publicAddress }) => [address, publicAddress]);
    expect(addresses.filter((address) => places.log.includes(address))).toEqual([]);
  });
});

test('coturn has said in its log who came, with the address cut short', async () => {
  const shortened = clients[0].publicAddress.replace(/\d+$/, 'x');
  expect(await bundle.logs('turn')).toContain(shortened);
});

async function inspected(part: Part) {
  return JSON.parse(await bundle.inspect(part, '{{json .}}'));
}

interface Process {
  readonly title: string;
  readonly environment: string;
  /** Lines of /proc/<pid>/status. */
  readonly status: Readonly<Record<string, string>>;
}

async function processesOf(part: Part): Promise<readonly Process[]> {
  const { stdout } = await bundle.engine.docker(['top', await bundle.containerId(part), '-eo', 'pid']);
  const pids = stdout.split('\n').filter((line) => /^\s*\d+\s*$/.test(line));
  const found = await Promise.allSettled(pids.map((pid) => processOf(pid.trim())));
  // A health check may have ended meanwhile.
  return found.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}

async function processOf(pid: string): Promise<Process> {
  const read = async (name: string) => (await readFile(`/proc/${pid}/${name}`, 'utf8')).replaceAll('\0', ' ');
  const lines = (await read('status')).matchAll(/^(\w+):\s*(.*)$/gm);
  const status = Object.fromEntries([...lines].map(([, name = '', value = '']) => [name, value]));
  return { title: await read('cmdline'), environment: await read('environ'), status };
}

/** What the volumes keep, without private keys, which are looked for by what every one begins with. */
async function allSecrets(): Promise<readonly string[]> {
  const files = await bundle.exec(
    'keeper',
    [
      ...[
        'sh',
        '-c',
        'cat /run/burrow/keeper/*secret* /run/burrow/keeper/*key* /run/burrow/signaling/turn-secret',
      ],
    ],
    { allowFailure: true },
  );
  const words = files.stdout.split(/\s+/).filter((word) => word.length >= SHORTEST_SECRET);
  return [...new Set(words)];
}
