/** `./scripts/burrow doctor` on a host with a Docker engine: nothing to say of a healthy bundle, and faults by name. */
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DoctorCode, type Finding, REMOTE_CODES } from '../../scripts/src/doctor/finding.ts';
import type { FirewallRules } from '../../scripts/src/doctor/firewall-rules.ts';
import { Bundle } from '../engine/bundle.ts';
import { createCertificate } from '../lab/certificate.ts';
import type { Host } from '../lab/host.ts';
import { createLab, type Lab } from '../lab/lab.ts';
import type { RunResult } from '../lab/run.ts';
import { beginning, changeSecretOfTurn, serveCertificate, stopTurn, type Undo } from './faults.ts';
import { programsWithoutNode } from './programs-without-node.ts';

const ADDRESS = '203.0.113.10';
const SETTINGS = { NETWORK_MODE: 'lan' };
const DOCTOR_LIMIT_MS = 120_000;
const RECOVERY = { timeout: 90_000, interval: 1_000 };

/** Of a bundle without a name and behind no proxy. */
const NOT_THERE: readonly DoctorCode[] = ['dns', 'listen-turn-tls'];

let lab: Lab;
let vps: Host;
let bundle: Bundle;
let browser: Browser;

beforeAll(async () => {
  lab = await createLab();
  vps = await lab.addHost('vps', { address: ADDRESS });
  const phone = await lab.addClient('phone', 'open');
  browser = await phone.launchChromium();
  bundle = await Bundle.on(vps, { builds: true });
  // As after "npm ci", for which the lab has no registry.
  const packages = fileURLToPath(new URL('../../node_modules', import.meta.url));
  await symlink(packages, join(bundle.directory, 'node_modules'));
  await bundle.writeEnv(SETTINGS);
  await bundle.up();
});

afterAll(async () => {
  await bundle?.close();
  await lab?.close();
});

function burrow(words: string, environment = ''): Promise<RunResult> {
  return vps.exec('sh', ['-c', `${environment}./scripts/burrow ${words}`], {
    ...{ cwd: bundle.directory, allowFailure: true, timeoutMs: DOCTOR_LIMIT_MS },
    env: bundle.engine.environment,
  });
}

async function examine(): Promise<readonly Finding[]> {
  const { stdout, stderr } = await burrow('doctor --json');
  expect(stderr).toBe('');
  return JSON.parse(stdout).findings;
}

async function findingsNotWell(): Promise<readonly Finding[]> {
  return (await examine()).filter(({ status }) => status === 'failure' || status === 'warning');
}

async function codesNotWell(): Promise<Readonly<Record<string, string>>> {
  return Object.fromEntries((await findingsNotWell()).map(({ code, found }) => [code, found]));
}

test('of a healthy bundle there are only passes', async () => {
  await expect.poll(codesNotWell, RECOVERY).toEqual({});
  const findings = await examine();
  expect(findings.filter(({ status }) => status !== 'pass').map(({ code }) => code)).toEqual(NOT_THERE);
  const foundOf = (code: DoctorCode) => findings.find((finding) => finding.code === code)?.found;
  expect(foundOf('logs')).toMatch(/\bturn [\d.]+ k?B of at most 30\.0 MB\b/);
  expect(foundOf('volumes')).toMatch(/^8 volumes take [\d.]+ k?B$/);
  expect(foundOf('disk')).toMatch(/; the build cache takes [\d.]+ [kMG]?B$/);
  const { code, stdout } = await burrow('doctor --firewall ufw');
  expect(code).toBe(0);
  expect(stdout).toContain('sudo ufw allow 3478/udp\n');
  expect(stdout).not.toContain('✗');
});

test('on a host without Node all of it works in a container', async () => {
  const path = await programsWithoutNode(vps);
  const { code, stdout, stderr } = await burrow('doctor --json', `PATH=${path} `);
  expect(stderr).toBe('');
  const findings: readonly Finding[] = JSON.parse(stdout).findings;
  expect(findings.filter(({ status }) => status !== 'pass').map((finding) => finding.code)).toEqual(
    NOT_THERE,
  );
  expect(code).toBe(0);
  expect((await burrow('status --bogus', `PATH=${path} `)).code).toBe(2);
});

test('a name in .env that nobody knows, a quota below what a room takes, and a log without an end', async () => {
  const path = join(bundle.directory, 'endless.yml');
  await writeFile(path, 'services: { edge: { logging: !override { driver: json-file } } }\n');
  const COMPOSE_FILE = 'docker-compose.yml:endless.yml';
  await bundle.writeEnv({ ...SETTINGS, COMPOSE_FILE, ROOM_CAPACITTY: '4', TURN_USER_QUOTA: '20' });
  await bundle.up();
  try {
    expect(await codesNotWell()).toEqual({
      'settings-names': 'unknown: ROOM_CAPACITTY',
      quota: expect.stringContaining('TURN_USER_QUOTA is 20'),
      logs: expect.stringMatching(/edge [\d.]+ k?B without a limit/),
    });
  } finally {
    await bundle.writeEnv(SETTINGS);
    await bundle.up();
  }
});

test('coturn stopped', async () => {
  await provoked(
    () => stopTurn({ bundle }),
    async () => {
      const unwell = await codesNotWell();
      expect(unwell.parts).toContain('turn is exited');
      expect(unwell['relay-udp']).toMatch(/^3478\/udp: timeout: /);
      expect(unwell['listen-turn-udp']).toContain('3478/udp');
      expect(Object.keys(unwell)).not.toContain('listen-https');
    },
  );
});

test('another secret in coturn', async () => {
  await provoked(
    () => changeSecretOfTurn({ bundle }),
    async () => {
      const unwell = await codesNotWell();
      for (const code of ['relay-own-check', 'relay-udp', 'relay-https-udp', 'relay-tcp', 'relay-tls'])
        expect(unwell[code]).toContain('unauthorized: ');
      expect(unwell['wrong-credential']).toBeUndefined();
    },
  );
});

test('a certificate that has ended, and one for another name in its place', async () => {
  await provoked(
    () => serveCertificate({ bundle, settings: SETTINGS }, [ADDRESS], { hasEnded: true }),
    async () => {
      expect(await findingsNotWell()).toMatchObject([
        {
          ...{ code: 'certificate-trusted', status: 'failure' },
          ...{ found: expect.stringContaining('it ended on '), cure: expect.stringContaining('Renew it') },
        },
        {
          ...{ code: 'certificate-days', status: 'failure', found: 'it ended 24 hours ago' },
          cure: expect.stringContaining('With TLS_CERT_FILE: renew it'),
        },
      ]);
      // The keeper looks at the files again by itself.
      await createCertificate(bundle.directory, ['other.example.org']);
      await expect.poll(codesNotWell, RECOVERY).toEqual({
        'certificate-trusted': expect.stringContaining('found: other.example.org'),
        'certificate-name': `it is for other names than ${ADDRESS}`,
      });
    },
  );
});

test('the guard taken down, and the port of the relay blocked on this host', async () => {
  const inTurn = async (...args: string[]) =>
    vps.exec('nsenter', [
      `--net=/proc/${await bundle.inspect('turn', '{{.State.Pid}}')}/ns/net`,
      'nft',
      ...args,
    ]);
  await provoked(
    () =>
      beginning(
        async () => {
          await inTurn('delete table inet burrow_guard');
          await inTurn('add table inet blocked');
          await inTurn('add chain inet blocked in { type filter hook input priority -10; }');
          await inTurn('add rule inet blocked in udp dport 3478 drop');
        },
        async () => {
          await bundle.compose(['restart', 'turn']);
        },
      ),
    async () => {
      const unwell = await codesNotWell();
      expect(unwell.guard).toBe('its rules are not loaded');
      expect(unwell['listen-turn-udp']).toContain('no answer at 3478/udp');
      expect(unwell['relay-tcp']).toBeUndefined();
    },
  );
});

/** Each port that calls come by, blocked on the way to this host: what is said of it, and the rule to add. */
const BLOCKED = [
  ['3478/udp', 'remote-turn-udp', 'nothing arrived at 3478/udp', 'sudo ufw allow 3478/udp'],
  ['443/udp', 'remote-https-udp', 'nothing arrived at 443/udp', 'sudo ufw allow 443/udp'],
  ['3478/tcp', 'remote-turn-tcp', 'nothing arrived at 3478/tcp', 'sudo ufw allow 3478/tcp'],
  [
    '443/tcp',
    'remote-https',
    'nothing arrived at 443/tcp, and nobody opened the link',
    'sudo ufw allow 443/tcp',
  ],
] as const;

test('from outside, with every port open, all is well', async () => {
  const { findings, code } = await examineRemotely();
  expect(findings.filter(({ status }) => status !== 'pass')).toEqual([]);
  expect(findings.map((finding) => finding.code)).toEqual(Object.keys(REMOTE_CODES));
  expect(code).toBe(0);
});

test.each(BLOCKED)('from outside, with %s blocked: %s', async (blocked, code, found, rule) => {
  const [port, protocol] = blocked.split('/') as [string, 'udp' | 'tcp'];
  const open = await vps.block({ protocol, port: Number(port) });
  try {
    const { findings, firewall, code: exitCode } = await examineRemotely();
    const failures = findings.filter(({ status }) => status === 'failure').map((finding) => finding.code);
    // A page that does not open gives no result.
    expect(failures).toEqual(blocked === '443/tcp' ? ['remote-link', code] : [code]);
    expect(findings.find((finding) => finding.code === code)).toMatchObject({
      found: expect.stringContaining(found),
      cure: expect.stringContaining(rule),
    });
    const [ufw] = firewall.filter((rules) => rules.firewall === 'ufw');
    expect([ufw?.commands, exitCode]).toEqual([[rule], 1]);
  } finally {
    await open();
  }
});

test('nothing is left in the network of the relay', async () => {
  const { stdout } = await bundle.exec('turn', ['nft', 'list', 'tables']);
  expect(stdout).toContain('burrow_guard');
  expect(stdout).not.toContain('burrow_doctor');
});

interface RemoteAnswer {
  readonly findings: readonly Finding[];
  readonly firewall: readonly FirewallRules[];
  readonly code: number | null;
}

/** The operator runs the command, and opens its link on a phone outside. */
async function examineRemotely(): Promise<RemoteAnswer> {
  const asked = vps.spawn('./scripts/burrow', ['doctor', '--remote', '--json'], {
    ...{ cwd: bundle.directory, env: bundle.engine.environment },
  });
  await asked.waitForOutput(/^https:\/\/\S+\n/, 60_000);
  const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'en-US' });
  const page = await context.newPage();
  try {
    const opened = await page.goto(asked.stderr.trim(), { timeout: 15_000 }).catch(() => null);
    if (opened === null) asked.signal('SIGINT');
    else {
      await page.getByTestId('start-test').click();
      await page.locator('[data-delivery=delivered]').waitFor({ timeout: 90_000 });
    }
    const { code } = await asked.exited;
    return { ...JSON.parse(asked.stdout), code };
  } finally {
    await context.close();
    await asked.kill();
  }
}

async function provoked(begin: () => Promise<Undo>, look: () => Promise<void>): Promise<void> {
  const undo = await begin();
  try {
    await look();
  } finally {
    await undo();
    await expect.poll(codesNotWell, RECOVERY).toEqual({});
  }
}
