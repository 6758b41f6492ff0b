/** What the operator asks a bundle for, as ./scripts/burrow does it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeStatus } from '#diagnosis';
import { checkupAnswer, serviceStatus } from '#protocol';
import { Bundle } from '../engine/bundle.ts';
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
      ...['edge-answers', 'proxy-passes'],
      'keeper-problem',
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
