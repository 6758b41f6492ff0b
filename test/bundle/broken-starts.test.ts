/** What is wrong is said in one line of cause and cure; nothing is started again and again. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Bundle, type Part } from '../engine/bundle.ts';
import { createCertificate } from '../lab/certificate.ts';
import type { Host } from '../lab/host.ts';
import { createLab, type Lab } from '../lab/lab.ts';

const ADDRESS = '203.0.113.10';
const PARTS: readonly Part[] = ['keeper', 'signaling', 'caddy', 'edge', 'turn'];
const RECOVERY = { timeout: 60_000, interval: 500 };

let lab: Lab;
let vps: Host;
let bundle: Bundle;

beforeAll(async () => {
  lab = await createLab();
  vps = await lab.addHost('vps', { address: ADDRESS });
  bundle = await Bundle.on(vps);
});
afterEach(() => bundle.compose(['down', '--volumes', '--timeout', '1'], { allowFailure: true }));
afterAll(async () => {
  await bundle?.close();
  await lab?.close();
});

type CertificateChoice = 'nonsense' | 'own' | 'other';

/** `docker compose up` as the README has it: how it ended, and the one line. */
async function refusedUp(files: readonly string[] = []): Promise<string> {
  const args = files.flatMap((file) => ['--file', file]);
  const { code, stdout, stderr } = await bundle.compose([...args, 'up', '--detach', '--wait'], {
    allowFailure: true,
  });
  expect(code, stdout + stderr).not.toBe(0);
  return `${stdout}${stderr}`;
}

/** What "docker inspect" shows beside "unhealthy". */
async function keeperSays(): Promise<string> {
  expect(await bundle.health('keeper')).toBe('unhealthy');
  return (await bundle.inspect('keeper', '{{(index .State.Health.Log 0).Output}}')).trim();
}

/** Since it was made, however long that is. */
async function expectNoRestarts(): Promise<void> {
  for (const part of PARTS) {
    if ((await bundle.containerId(part)) === '') continue;
    expect([part, await bundle.inspect(part, '{{.RestartCount}}')]).toEqual([part, '0']);
  }
}

test.each([
  [
    'a name that is none',
    { DOMAIN: 'call_example' },
    /DOMAIN: expected a DNS name such as .*found "call_example"/,
  ],
  [
    'a value of the service alone',
    { ROOM_CAPACITY: '99' },
    /ROOM_CAPACITY: expected a whole number .*found "99"/,
  ],
  ['a secret that is too short', { API_KEY: 'short' }, /API_KEY: expected 24 to 512 .*found 5 characters/],
])('%s in .env keeps everything from starting, and the keeper says so', async (_, values, line) => {
  await bundle.writeEnv({ PUBLIC_IP: ADDRESS, ...values });
  expect(await refusedUp()).toMatch(/keeper.* is unhealthy/);
  const said = await keeperSays();
  expect(said).toMatch(line);
  expect(said.split('\n')).toHaveLength(1);
  expect(said).toMatch(/^✗ .*\. Correct it in \.env/);
  expect((await bundle.logs('keeper')).trim()).toBe(said);
  expect(await bundle.inspect('signaling', '{{.State.Status}}')).toBe('created');
  await expectNoRestarts();
});

test('all that is wrong in .env is said at once', async () => {
  await bundle.writeEnv({ DOMAIN: 'x', PUBLIC_IP: '1.2.3', TURN_USER_QUOTA: '1' });
  await refusedUp();
  expect((await keeperSays()).split('\n').map((line) => line.split(' ')[1])).toEqual([
    'DOMAIN:',
    'PUBLIC_IP:',
    'TURN_USER_QUOTA:',
  ]);
});

// What compose makes anew because its own settings have changed it stops first; ./scripts/up looks before that.
test('a name that is wrong does not take down what runs', async () => {
  await bundle.writeEnv({ PUBLIC_IP: ADDRESS });
  await bundle.up();
  await bundle.writeEnv({ PUBLIC_IP: ADDRESS, DOMAIN: 'call_example' });
  await refusedUp();
  for (const part of ['signaling', 'edge', 'turn'] as const)
    expect([part, await bundle.health(part)]).toEqual([part, 'healthy']);
});

test('a full disk is named, and is no loop', async () => {
  await bundle.writeEnv({ PUBLIC_IP: ADDRESS });
  const tiny = { type: 'tmpfs', device: 'tmpfs', o: 'size=4k,uid=10001,gid=10001,mode=2770' };
  await writeFile(
    join(bundle.directory, 'tiny.yml'),
    JSON.stringify({ volumes: { keeper: { driver_opts: tiny } } }),
  );
  await refusedUp(['docker-compose.yml', 'tiny.yml']);
  expect(await keeperSays()).toMatch(
    /^✗ .*(no space left|disk is full|disk I\/O error).*\. .*(Make room|room)/,
  );
  await expectNoRestarts();
});

test.each<[string, CertificateChoice, CertificateChoice, RegExp]>([
  [
    'that holds none',
    'nonsense',
    'nonsense',
    /TLS_CERT_FILE is to hold a certificate in PEM form.*Name the file/,
  ],
  [
    'for another name',
    'own',
    'own',
    /is to be for call\.burrow\.test; found: other\.burrow\.test.*Set DOMAIN/,
  ],
  [
    'of another key',
    'own',
    'other',
    /key of TLS_KEY_FILE is to belong to the certificate.*Name the two files/,
  ],
])('a certificate file %s is a state with a name, a cause and a cure, and calls work', async (...row) => {
  const [, cert, key, line] = row;
  const own = await createCertificate(await vps.makeDirectory('own'), ['other.burrow.test']);
  const other = await createCertificate(await vps.makeDirectory('other'), ['call.burrow.test']);
  const nonsense = join(bundle.directory, 'nonsense.pem');
  await writeFile(nonsense, 'nonsense');
  const files = { own, other, nonsense: { certFile: nonsense, keyFile: nonsense } };
  await bundle.writeEnv({
    ...{ PUBLIC_IP: ADDRESS, DOMAIN: 'call.burrow.test' },
    TLS_CERT_FILE: files[cert].certFile,
    TLS_KEY_FILE: files[key].keyFile,
  });
  await bundle.up();
  await expect.poll(() => bundle.logs('keeper'), RECOVERY).toMatch(line);
  for (const part of PARTS) expect([part, await bundle.health(part)]).toEqual([part, 'healthy']);
  await expectNoRestarts();
});

test('a certificate file that is not there is named by the engine', async () => {
  const gone = '/nowhere/fullchain.pem';
  await bundle.writeEnv({ PUBLIC_IP: ADDRESS, TLS_CERT_FILE: gone, TLS_KEY_FILE: gone });
  expect(await refusedUp()).toMatch(/source path does not exist: \/nowhere\/fullchain\.pem/);
  await expectNoRestarts();
});

test('a port that something else has is named by the engine, and frees everything when it is free', async () => {
  await bundle.writeEnv({ PUBLIC_IP: ADDRESS });
  const other = vps.spawn('python3', ['-m', 'http.server', '443']);
  await expect
    .poll(async () => (await vps.exec('ss', ['-Hlnt', 'sport = :443'])).stdout, RECOVERY)
    .toContain(':443');
  expect(await refusedUp()).toMatch(/443.*address already in use/);
  await expectNoRestarts();
  await other.kill();
  await bundle.up();
});

test('a wrong line in turnserver.conf is named; the keeper goes on once it is right', async () => {
  await bundle.writeEnv({ PUBLIC_IP: ADDRESS });
  const path = join(bundle.directory, 'turnserver.conf');
  const policy = await readFile(path, 'utf8');
  await writeFile(path, `${policy}\nno-such-option\n`);
  await refusedUp();
  expect(await keeperSays()).toMatch(/^✗ .*no-such-option/);
  await writeFile(path, policy);
  await expect.poll(() => bundle.health('keeper'), RECOVERY).toBe('healthy');
  await bundle.up();
  await expectNoRestarts();
});
