/** What the operator asks a bundle for, as ./scripts/burrow does it. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeStatus } from '#diagnosis';
import { checkupAnswer, serviceStatus } from '#protocol';
import { Bundle } from '../engine/bundle.ts';
import { dashboard, queriesOf } from '../engine/dashboard.ts';
import type { Client } from '../lab/host.ts';
import { createLab, type Lab } from '../lab/lab.ts';

const ADDRESS = '203.0.113.10';
const PASSWORD = 'three unusual words';
const RECOVERY = { timeout: 60_000, interval: 500 };

let lab: Lab;
let bundle: Bundle;
let client: Client;

beforeAll(async () => {
  lab = await createLab();
  const vps = await lab.addHost('vps', { address: ADDRESS });
  client = await lab.addClient('ann', 'symmetric');
  bundle = await Bundle.on(vps);
  await bundle.writeEnv({ PUBLIC_IP: ADDRESS, CREATE_PASSWORD: `'${PASSWORD}'` });
  await bundle.up();
});

afterAll(async () => {
  await bundle?.close();
  await lab?.close();
});

async function ask(...words: readonly string[]) {
  const { stdout } = await bundle.exec('signaling', ['node', 'signaling/dist/operator.js', ...words]);
  return JSON.parse(stdout);
}

test('the operator is known without a word in .env, and the token stands in no environment', async () => {
  expect(await ask('reports')).toEqual({ ok: true, reports: [] });
  const token = (
    await bundle.exec('signaling', ['cat', '/run/burrow/signaling/operator-token'])
  ).stdout.trim();
  expect(token).toMatch(/^[\w-]{43}$/);
  for (const part of ['keeper', 'signaling'] as const) {
    expect(await bundle.inspect(part, '{{json .}}')).not.toContain(token);
    expect(await bundle.logs(part)).not.toContain(token);
  }
});

test('credentials come with what the server knows of itself', async () => {
  await expect.poll(async () => (await ask('credentials')).server.relay, RECOVERY).toBe('ok');
  const answer = checkupAnswer.parse(await ask('credentials'));
  expect(Date.parse(answer.server.certificateExpiresAt ?? '')).toBeGreaterThan(Date.now());
});

test('the status holds what each part knows, and a link shows it to a browser outside', async () => {
  const read = async () => {
    const status = serviceStatus.parse(await ask('status'));
    const codes = describeStatus(status, 'en').lines.map(({ code }) => code);
    return { status, codes: [...new Set(codes)] };
  };
  // The lab has no authority that certifies.
  await expect
    .poll(async () => (await read()).codes, RECOVERY)
    .toEqual([
      ...['service-ready', 'relay-ok'],
      expect.stringMatching(/^certificate-(?:fallback|pending)$/),
      ...['edge-answers', 'proxy-passes', 'keeper-well'],
    ]);
  const { status } = await read();
  if (status.keeper.state !== 'told') throw new Error(`the keeper is ${status.keeper.state}`);
  const { host, edge, versions, problems } = status.keeper.report;
  expect(host).toMatchObject({
    url: `https://${ADDRESS}/`,
    certificate: { kind: 'fallback', expiresAt: status.certificateExpiresAt },
    addresses: { mode: 'public' },
  });
  expect(problems.map(({ code }) => code).join()).toMatch(/^acme-/);
  for (const version of [edge?.version, versions.caddy, versions.coturn, status.versions.burrow])
    expect(version).toMatch(/^\d+\.\d+\.\d+/);

  const { path } = await ask('link');
  const asVisitor = async (route: string, ...more: string[]) => {
    const { stdout } = await client.exec('curl', [
      ...['--silent', '--insecure', ...more, `https://${ADDRESS}${route}`],
    ]);
    return JSON.parse(stdout);
  };
  const code = path.split('#')[1];
  const { token } = await asVisitor('/api/operator-sessions', '--data', JSON.stringify({ code }));
  const seen = await asVisitor('/api/status', '--header', `Authorization: Bearer ${token}`);
  expect(serviceStatus.parse(seen).keeper.state).toBe('told');
  expect(JSON.stringify(seen)).not.toContain(client.publicAddress);
  for (const part of ['signaling', 'caddy', 'edge'] as const) {
    const log = await bundle.logs(part);
    expect(log.includes(token) || log.includes(code)).toBe(false);
  }
});

test('a guest link outlives the containers, in files for the service alone', async () => {
  const { token } = await ask('guest', 'aunt Ann');
  const { stdout } = await bundle.exec('signaling', ['find', '/run/burrow/reports', '-printf', '%m %u %y\n']);
  expect(new Set(stdout.trim().split('\n'))).toEqual(new Set(['700 signaling d', '600 signaling f']));
  await bundle.compose(['down']);
  await bundle.up();
  expect((await ask('guests')).tests).toMatchObject([{ label: 'aunt Ann', result: null }]);
  const check = () =>
    client.exec('curl', [
      ...['--silent', '--insecure', '--data', JSON.stringify({ guest: token })],
      `https://${ADDRESS}/api/checkup`,
    ]);
  await expect.poll(async () => (await check()).stdout, RECOVERY).toContain('"ok":true');
});

test('every way to the relay is tried from inside, through edge as well, and works', async () => {
  const found = async () => {
    const address = `https://${ADDRESS}/readyz`;
    const { stdout } = await client.exec('curl', ['--silent', '--insecure', address]);
    return JSON.parse(stdout).ways;
  };
  const working = (way: string) => ({ way, status: 'ok', isHandedOut: true });
  await expect.poll(found, RECOVERY).toEqual(['3478/udp', '443/udp', '443/tls', '443/tcp'].map(working));
});

/** What Prometheus finds, one line for each series. */
async function query(...expressions: readonly string[]): Promise<readonly (readonly string[])[]> {
  const ask = 'for one; do echo "# $one"; promtool query instant http://localhost:9090 "$one"; done';
  const { stdout } = await bundle.compose([
    ...['exec', '--no-TTY', 'prometheus', 'sh', '-c', ask, 'sh'],
    ...expressions.map((one) => one.replaceAll('\n', ' ')),
  ]);
  const answers = stdout.split(/^# .*$/m).slice(1);
  return answers.map((lines) => lines.split('\n').filter((line) => line.trim() !== ''));
}

test('without its profile nothing of the metrics is started', async () => {
  const { stdout } = await bundle.compose(['config', '--images']);
  expect(stdout).toContain('burrow-signaling');
  expect(stdout).not.toMatch(/prometheus|grafana/);
});

test('Prometheus reads every part, and every query of the dashboard finds something', async () => {
  await bundle.compose(['--profile', 'metrics', 'up', '--detach', '--wait', 'prometheus']);
  const up = async () =>
    (await query('count by (job) (up == 1)'))[0]?.map((line) => /job="(\w+)"/.exec(line)?.[1]);
  await expect
    .poll(up, RECOVERY)
    .toEqual(expect.arrayContaining(['signaling', 'edge', 'caddy', 'prometheus']));
  const path = new URL('../../deploy/metrics/grafana/dashboards/burrow.json', import.meta.url);
  const queries = queriesOf(dashboard.parse(JSON.parse(readFileSync(path, 'utf8'))));
  const empty = async () => {
    const found = await query(...queries);
    return queries.filter((_, index) => !found[index]?.length);
  };
  await expect.poll(empty, { timeout: 90_000, interval: 2_000 }).toEqual([]);
});

test('the rules are good, and the alert of a dead relay begins', async () => {
  // Where it may write.
  const how = [
    'exec',
    '--no-TTY',
    '--env',
    'TMPDIR=/prometheus',
    '--workdir',
    '/etc/prometheus',
    'prometheus',
  ];
  const tool = (...args: readonly string[]) => bundle.compose([...how, 'promtool', ...args]);
  await tool('check', 'config', 'prometheus.yml');
  await tool('test', 'rules', 'alerts.test.yml', 'certificate.test.yml');
  await bundle.compose(['stop', 'turn']);
  await expect
    .poll(async () => (await query('ALERTS{alertname="RelayDown"}'))[0], { timeout: 90_000, interval: 2_000 })
    .toHaveLength(1);
});
