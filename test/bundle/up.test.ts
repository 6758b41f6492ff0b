/** `./scripts/up` and `./scripts/burrow` on a host with a Docker engine. */
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Bundle } from '../engine/bundle.ts';
import type { Client, Host } from '../lab/host.ts';
import { createLab, type Lab } from '../lab/lab.ts';
import type { RunOptions, RunResult } from '../lab/run.ts';
import { programsWithoutNode } from './programs-without-node.ts';
import { fetchCredential, relay } from './turn.ts';

const ADDRESS = '203.0.113.10';
const API_KEY = 'a-key-of-this-test-0123456789';
const UP_LIMIT_MS = 180_000;
const RECOVERY = { timeout: 60_000, interval: 500 };

let lab: Lab;
let vps: Host;
let client: Client;
let bundle: Bundle;

beforeAll(async () => {
  lab = await createLab();
  vps = await lab.addHost('vps', { address: ADDRESS });
  client = await lab.addClient('client', 'symmetric');
  bundle = await Bundle.on(vps, { builds: true });
  // As after "npm ci", for which the lab has no registry.
  const packages = fileURLToPath(new URL('../../node_modules', import.meta.url));
  await symlink(packages, join(bundle.directory, 'node_modules'));
});
afterEach(() => bundle.compose(['down', '--volumes', '--timeout', '1'], { allowFailure: true }));
afterAll(async () => {
  await bundle?.close();
  await lab?.close();
});

/** A script of the clone, on the host itself. */
function script(line: string, options: RunOptions = {}): Promise<RunResult> {
  return vps.exec('sh', ['-c', line], {
    cwd: bundle.directory,
    allowFailure: true,
    timeoutMs: UP_LIMIT_MS,
    ...options,
    env: { ...bundle.engine.environment, ...options.env },
  });
}

const parts = async () => (await bundle.compose(['ps', '--all', '--quiet'])).stdout;

test('up ends with the page, its certificate and what to open; the commands do what they say', async () => {
  await bundle.writeEnv({ PUBLIC_IP: ADDRESS, API_KEY });
  const { code, stdout, stderr } = await script('./scripts/up');
  expect(stderr).toBe('');
  expect(stdout.split('\n')).toEqual([
    expect.stringMatching(/^npm packages /),
    expect.stringMatching(/^checking engine, settings and ports \.\.\. done \(/),
    expect.stringMatching(/^images \.\.\. done \(/),
    expect.stringMatching(/^keeper, signaling, caddy, edge and turn \.\.\. done \(/),
    `page         https://${ADDRESS}/`,
    expect.stringMatching(/^certificate {2}from a public authority/),
    expect.stringMatching(/^to be open in the firewall/),
    expect.stringMatching(/^ {2}80\/tcp /),
    expect.stringMatching(/^ {2}443\/tcp /),
    expect.stringMatching(/^ {2}443\/udp /),
    expect.stringMatching(/^ {2}3478\/udp 3478\/tcp /),
    expect.stringMatching(/^logs: /),
    '',
  ]);
  expect(code).toBe(0);
  // The same in the log of the keeper, for those who use docker compose alone.
  expect(await bundle.logs('keeper')).toContain(`page         https://${ADDRESS}/\n`);

  const before = await parts();
  expect(await script('./scripts/up')).toMatchObject({ code: 0 });
  expect(await parts()).toBe(before);

  const status = await script('./scripts/burrow status');
  expect(status.stdout).toMatch(/^(\w+ +healthy\n){5}/);
  expect(status.stdout).toMatch(/^page +https/m);
  // No authority can be asked here, which is found out at some time.
  expect(status.code).toBe(status.stdout.includes('✗') ? 1 : 0);

  expect(await script('./scripts/burrow rotate')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^TURN secret rotated; .*\n$/),
    stderr: '',
  });
  const credential = await fetchCredential(client, `https://${ADDRESS}/`, API_KEY);
  const order = { server: { address: ADDRESS, port: 3478 }, transport: 'udp', credential } as const;
  expect(await relay(client, { ...order, messages: 3, everyMs: 10 })).toMatchObject({ codes: [0, 0] });

  const logs = await script('./scripts/burrow logs keeper --lines 5');
  expect([logs.code, logs.stdout]).toEqual([0, expect.stringContaining('keeper')]);

  // A host without Node: the same in a container.
  const path = await programsWithoutNode(vps);
  expect(await script(`PATH=${path} ./scripts/burrow rotate`)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^TURN secret rotated; .*\n$/),
    stderr: '',
  });

  expect(await script('./scripts/burrow down')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^down;/),
  });
  expect(await parts()).toBe('');
  expect(await script('./scripts/burrow rotate')).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^✗ .*not running\. Start it: \.\/scripts\/up\n$/),
  });
});

test('all that is wrong is said at once, before anything is changed', async () => {
  await bundle.writeEnv({ DOMAIN: 'call_example', ROOM_CAPACITY: '99' });
  const { code, stdout } = await script('./scripts/up');
  expect(stdout.split('\n').filter((line) => line.startsWith('✗'))).toEqual([
    expect.stringMatching(/^✗ DOMAIN: expected .*\. Correct it in \.env/),
    expect.stringMatching(/^✗ ROOM_CAPACITY: expected .*\. Correct it in \.env/),
  ]);
  expect([code, await parts()]).toEqual([1, '']);
});

test('a port that something else has is named with its holder', async () => {
  await bundle.writeEnv({ PUBLIC_IP: ADDRESS });
  const other = vps.spawn('python3', ['-m', 'http.server', '443']);
  await expect.poll(async () => (await vps.exec('ss', ['-Hlnt'])).stdout, RECOVERY).toContain(':443');
  const { code, stdout } = await script('./scripts/up');
  await other.kill();
  expect(stdout.split('\n').filter((line) => line.startsWith('✗'))).toEqual([
    expect.stringMatching(
      /^✗ expected port 443\/tcp for .* to be free; found it taken by python3 \(pid \d+\)\. Stop /,
    ),
  ]);
  expect([code, await parts()]).toEqual([1, '']);
});

test('what only the keeper can find is said in its words', async () => {
  await bundle.writeEnv({ PUBLIC_IP: ADDRESS });
  await script('cp turnserver.conf good.conf && echo no-such-option >> turnserver.conf');
  const { code, stdout } = await script('./scripts/up');
  await script('cat good.conf > turnserver.conf');
  expect(stdout.split('\n').filter((line) => line.startsWith('✗'))).toEqual([
    expect.stringMatching(/^✗ .*no-such-option/),
  ]);
  expect(code).toBe(1);
});

test('an engine that is too old is refused by name, and no engine at all means without Docker', async () => {
  const fake = await vps.makeDirectory('fake');
  const answers = `#!/bin/sh\ncase "$*" in info*) echo '{"ServerVersion":"19.3.1","DockerRootDir":"/"}';; *version*) echo 2.19.0;; esac\n`;
  await writeFile(join(fake, 'docker'), answers, { mode: 0o755 });
  const old = await script('./scripts/up', { env: { PATH: `${fake}:${process.env.PATH}` } });
  expect(old.stdout.split('\n').filter((line) => line.startsWith('✗'))).toEqual([
    expect.stringMatching(/^✗ expected Docker engine 20\.10 or newer; found 19\.3\.1\. .*--native/),
    expect.stringMatching(/^✗ expected compose plugin 2\.25 or newer; found 2\.19\.0\. /),
  ]);
  expect(old.code).toBe(1);
});
