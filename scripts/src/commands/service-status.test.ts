import { expect, test } from 'vitest';
import type { ServiceStatus } from '#protocol';
import { sampleKeeperReport } from '#signaling/core/testing/sample-keeper-report';
import { answeringService } from '../lib/testing/answering-service.ts';
import { serviceStatusCommands } from './service-status.ts';

const AT = '2030-01-01T00:00:00.000Z';

const status: ServiceStatus = {
  ...{ ok: true, at: AT, startedAt: '2029-12-31T00:00:00.000Z', readiness: 'ready', proxiedAt: AT },
  versions: { burrow: '1.2.3', node: '26.10.0', page: 'AbC' },
  relays: [
    { url: 'turn:a:3478', status: 'ok', roundTripMs: 2, probedAt: AT, isHandedOut: true },
    { url: 'turns:a:443', status: 'timeout', roundTripMs: null, probedAt: AT, isHandedOut: false },
  ],
  certificateExpiresAt: '2030-03-01T00:00:00.000Z',
  rooms: { open: 1, people: 2, waiting: 0 },
  paths: { direct: 1, 'relay-udp': 0, 'relay-tcp': 0, 'relay-tls': 3 },
  problems: [
    {
      ...{ level: 'error', code: 'timeout', text: 'the relay does not work', cure: 'Start it.', count: 2 },
      ...{ firstAt: AT, lastAt: AT },
    },
  ],
  guestTests: { count: 1, newestAt: AT, links: 2 },
  reports: { count: 4, newestAt: AT },
  keeper: { state: 'told', report: sampleKeeperReport() },
};

function service(answers: Readonly<Record<string, unknown>>) {
  const { service: asked, write, written } = answeringService(answers);
  return { commands: serviceStatusCommands({ write }, asked), written };
}

test('the status is told for people, what is wrong with its cure first', async () => {
  const { commands, written } = service({ status });
  expect(await commands.show({ json: false })).toBe(0);
  expect(written().trim().split('\n')).toEqual([
    '! Relay, TLS 443: The relay of the server does not answer at all.',
    expect.stringMatching(/^ {2}→ coturn does not answer/),
    'relay        turn:a:3478, ok, 2 ms',
    'relay        turns:a:443, timeout, not handed out',
    'certificate  until 2030-03-01T00:00:00.000Z',
    'rooms        1 open, 2 people connected, 0 waiting at a door',
    'paths        direct 1, relay-udp 0, relay-tcp 0, relay-tls 3',
    'guest tests  1 results of 2 links: ./scripts/burrow guest list',
    'reports      4: ./scripts/burrow reports',
    'versions     Burrow 1.2.3, page AbC, Node 26.10.0, coturn 4.18.0-r0, HAProxy 3.2.26, Caddy 2.11.4',
    'since        2029-12-31T00:00:00.000Z',
    `logged       ${AT}, timeout, the relay does not work (×2), → Start it.`,
  ]);
});

test('all is well is one line, and what is bad fails, as JSON too', async () => {
  const well = { ...status, relays: status.relays.slice(0, 1) };
  const first = service({ status: well });
  expect(await first.commands.show({ json: false })).toBe(0);
  expect(first.written().split('\n')[0]).toBe('✓ All is well.');
  for (const json of [false, true]) {
    const bad = service({ status: { ...well, readiness: 'draining' } });
    expect(await bad.commands.show({ json })).toBe(1);
  }
});

test('for programs it is the answer of the service', async () => {
  const { commands, written } = service({ status });
  expect(await commands.show({ json: true })).toBe(0);
  expect(JSON.parse(written())).toEqual(status);
});

test('a link leads to the page of this server', async () => {
  const link = { ok: true, path: '/status#q3V0bqXgq3V0bqXgq3V0bq', expiresAt: AT };
  const url = 'https://call.example.org:8443/status#q3V0bqXgq3V0bqXgq3V0bq';
  const people = service({ link });
  expect(await people.commands.link({ json: false })).toBe(0);
  const [shown, ...code] = people.written().trimEnd().split('\n');
  expect(shown).toBe(url);
  // For the camera of a phone, and nothing that a terminal could take for a command.
  expect(code.slice(0, -1).join('')).toMatch(/^[█▀▄ ]{200,}$/);
  expect(code.at(-1)).toContain(`until ${AT}`);
  const programs = service({ link });
  expect(await programs.commands.link({ json: true })).toBe(0);
  expect(JSON.parse(programs.written())).toEqual({ url, expiresAt: AT });
});

test.each<[string, Readonly<Record<string, unknown>>]>([
  ['a service that refuses', {}],
  ['one of another version', { status: { ok: true }, link: { ok: true } }],
  ['one that is none', { status: null, link: [] }],
])('%s is told with what to do', async (_, answers) => {
  const { commands, written } = service(answers);
  expect([await commands.show({ json: false }), await commands.link({ json: false })]).toEqual([1, 1]);
  expect(written()).toMatch(/^✗ .+\. .+\n✗ .+\. .+\n$/);
});
