/**
 * What the bundle costs: sizes of its images, time from `up` to healthy, memory and CPU of its parts at rest, and the CPU
 * time of coturn for a relayed packet as a ratio to a bare coturn with the same policy in the same run.
 * `npm run bench:bundle`, as root; needs what `./scripts/test --only bundle` installs.
 */
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { fetchCredential, relay } from '../test/bundle/turn.ts';
import { Bundle, PARTS, type Part } from '../test/engine/bundle.ts';
import { ensureImages } from '../test/engine/images.ts';
import { deploy } from '../test/lab/deployment.ts';
import type { Client } from '../test/lab/host.ts';
import { createLab } from '../test/lab/lab.ts';
import { run } from '../test/lab/run.ts';

const API_KEY = 'a-key-of-this-bench-0123456789';
const BUNDLE_ADDRESS = '203.0.113.10';
const BARE_ADDRESS = '203.0.113.20';
const REST_SECONDS = 30;
const ROUNDS = 5;
const MESSAGES = 120_000;
const BURST = 40;

const say = (line: string) => void process.stdout.write(`${line}\n`);
const ticksPerSecond = Number((await run(['getconf', 'CLK_TCK'])).stdout);

await ensureImages(say);
const lab = await createLab({ names: { 'bare.burrow.test': BARE_ADDRESS } });
try {
  const vps = await lab.addHost('vps', { address: BUNDLE_ADDRESS });
  const client = await lab.addClient('client', 'open');
  const bundle = await Bundle.on(vps);
  await bundle.writeEnv({ PUBLIC_IP: BUNDLE_ADDRESS, API_KEY });
  const startedAt = performance.now();
  await bundle.up();
  say(`up to healthy, warm images: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  await describeImages(bundle);
  await describeRest(bundle);
  await compareRelays(bundle, client);
  await bundle.close();
} finally {
  await lab.close();
}

async function describeImages({ engine }: Bundle): Promise<void> {
  const { stdout } = await engine.docker(['images', '--format', '{{.Repository}} {{.Size}}', 'burrow-*']);
  for (const line of stdout.trim().split('\n')) say(`image ${line}`);
}

async function describeRest(bundle: Bundle): Promise<void> {
  await delay(REST_SECONDS * 1000);
  const before = await cpuSecondsOfParts(bundle);
  await delay(REST_SECONDS * 1000);
  const after = await cpuSecondsOfParts(bundle);
  for (const part of PARTS) {
    const { stdout } = await bundle.engine.docker([
      ...['stats', '--no-stream', '--format', '{{.MemUsage}}', await bundle.containerId(part)],
    ]);
    const share = (((after.get(part) ?? 0) - (before.get(part) ?? 0)) / REST_SECONDS) * 100;
    say(`${part} at rest: ${stdout.split('/')[0]?.trim()}, ${share.toFixed(2)} % of a core`);
  }
}

/** By control group, so that health checks count too. */
async function cpuSecondsOfParts(bundle: Bundle): Promise<ReadonlyMap<Part, number>> {
  const seconds = new Map<Part, number>();
  for (const part of PARTS) {
    const [pid = 0] = await pidsOf(bundle, part);
    seconds.set(part, await cpuSecondsOfGroup(pid));
  }
  return seconds;
}

/** cgroups(7): the controller cpuacct of version 1, or cpu.stat of version 2. */
async function cpuSecondsOfGroup(pid: number): Promise<number> {
  const groups = await readFile(`/proc/${pid}/cgroup`, 'utf8');
  const first = /^\d+:[^:]*\bcpuacct\b[^:]*:(.+)$/m.exec(groups)?.[1];
  if (first !== undefined)
    return Number(await readFile(`/sys/fs/cgroup/cpuacct${first}/cpuacct.usage`, 'utf8')) / 1e9;
  const second = /^0::(.+)$/m.exec(groups)?.[1] ?? '';
  const stat = await readFile(`/sys/fs/cgroup${second}/cpu.stat`, 'utf8');
  return Number(/^usage_usec (\d+)$/m.exec(stat)?.[1]) / 1e6;
}

async function compareRelays(bundle: Bundle, client: Client): Promise<void> {
  const host = await lab.addHost('bare', { address: BARE_ADDRESS });
  const bare = await deploy(host, { name: 'bare.burrow.test', apiKey: API_KEY });
  const sides = [
    {
      name: 'bare coturn',
      address: BARE_ADDRESS,
      credential: () => fetchCredential(client, 'https://bare.burrow.test/', API_KEY),
      pids: async () => childrenOf(bare.turn.pid ?? 0),
    },
    {
      name: 'bundle',
      address: BUNDLE_ADDRESS,
      credential: () => fetchCredential(client, `https://${BUNDLE_ADDRESS}/`, API_KEY),
      pids: () => pidsOf(bundle, 'turn'),
    },
  ];
  const ratios: number[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    const costs: number[] = [];
    for (const { name, address, credential, pids } of sides) {
      const before = await cpuSeconds(await pids());
      const report = await relay(client, {
        ...{ server: { address, port: 3478 }, transport: 'udp', credential: await credential() },
        ...{ messages: MESSAGES, everyMs: 0, burst: BURST },
      });
      const spent = (await cpuSeconds(await pids())) - before;
      const packets = report.received;
      costs.push(spent / packets);
      say(`round ${round}: ${name}: ${Math.round(packets / spent)} relayed packets per CPU second`);
    }
    ratios.push((costs[1] ?? Number.NaN) / (costs[0] ?? Number.NaN));
  }
  const median = ratios.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
  say(
    `CPU of coturn for a relayed packet: ${median.toFixed(2)} times the floor (median of ${ROUNDS} rounds)`,
  );
}

async function pidsOf(bundle: Bundle, part: Part): Promise<readonly number[]> {
  const { stdout } = await bundle.engine.docker(['top', await bundle.containerId(part), '-o', 'pid']);
  return stdout.trim().split('\n').slice(1).map(Number);
}

/** The process and all below it: coturn may have been started by way of another program. */
async function childrenOf(pid: number): Promise<readonly number[]> {
  const { stdout } = await run(['ps', '-o', 'pid=', '--ppid', String(pid)], { allowFailure: true });
  const children = stdout.trim().split(/\s+/).filter(Boolean).map(Number);
  return [pid, ...(await Promise.all(children.map(childrenOf))).flat()];
}

/** User and system time so far, from /proc/pid/stat (proc_pid_stat(5), fields 14 and 15). */
async function cpuSeconds(pids: readonly number[]): Promise<number> {
  const ticks = await Promise.all(
    pids.map(async (pid) => {
      const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
      return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
    }),
  );
  return ticks.reduce((sum, one) => sum + one, 0) / ticksPerSecond;
}
