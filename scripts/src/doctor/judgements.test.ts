/** Each finding is provoked, and named; without a fault there is none. */
import { expect, test } from 'vitest';
import { RELAY_FAULTS, textsEn } from '#diagnosis';
import { failure, success } from '#keeper/result';
import { DOCTOR_CODES, type Finding } from './finding.ts';
import { judgeAddress } from './judge-address.ts';
import { type CertificateSight, judgeCertificate } from './judge-certificate.ts';
import { judgeClock } from './judge-clock.ts';
import { judgeEngine } from './judge-engine.ts';
import { judgeHost } from './judge-host.ts';
import { judgeLimits } from './judge-limits.ts';
import { judgeListener } from './judge-listeners.ts';
import { judgeParts } from './judge-parts.ts';
import { judgePorts } from './judge-ports.ts';
import { judgeRelay, type RelaySight } from './judge-relay.ts';
import { judgeSettings } from './judge-settings.ts';
import { judgeStorage } from './judge-storage.ts';

const NOW = Date.parse('2030-01-01T00:00:00Z');
const DAY = 86_400_000;
const DOWN = failure('not-running', 'service "turn" is not running', 'Start it.');
const GIGABYTE = 1_000_000_000;

const part = (name: string, health = 'healthy', state = 'running') => ({ part: name, health, state });
const versions = {
  coturn: success('4.18.0'),
  HAProxy: success('HAProxy version 3.2.26-1 2026/1/1 - https://haproxy.org/'),
};
const port = { part: 'edge', protocol: 'tcp', address: '0.0.0.0', port: 443 } as const;
const bound = { ...part('edge'), published: [{ protocol: 'tcp', port: 443 }] } as const;
const certificate = {
  ...{ fingerprint: 'a', notBefore: NOW - 30 * DAY, notAfter: NOW + 60 * DAY },
  ...{ fitsName: true, distrust: null },
};
const site: CertificateSight = {
  ...{ name: 'call.example.org', https: certificate, turns: certificate, now: NOW },
  state: success({ state: 'trusted', notAfter: new Date(NOW + 60 * DAY).toISOString() }),
};
const relay: RelaySight = {
  ownCheck: 'ok',
  ways: [{ code: 'relay-udp', port: '3478/udp', outcome: { ok: true, roundTripMs: 3 } }],
  ...{ wrongCredential: 401, privatePeer: 403, publicPeer: 403, guard: 'up' },
};
const WAY = { code: 'relay-tls', port: '443/tcp' } as const;
const limits = { roomCapacity: 8, userQuota: 150, maxMbit: null, urls: 3 };
const host = { freeDiskBytes: 20 * GIGABYTE, availableMemoryBytes: GIGABYTE, buildCacheBytes: 3 * GIGABYTE };
const log = { part: 'turn', keptBy: 'engine', limitBytes: 30_000_000, bytes: 1_200_000 };
const storage = {
  logs: [log, { part: 'edge', keptBy: 'journald', limitBytes: null, bytes: null }],
  volumes: [
    { name: 'burrow_turn', bytes: 12_300 },
    { name: 'burrow_prometheus', bytes: GIGABYTE },
  ],
  backups: { freeBytes: GIGABYTE, sizes: [] },
};
const name = { domain: 'call.example.org', record: records('203.0.113.10') };
const summary = success({ address: '203.0.113.10', warnings: [] as string[] });
const settings = { names: ['DOMAIN'], env: {}, serviceProblems: [] };
const engine = { engine: { version: '27.1.0', dataDirectory: '/' }, composeVersion: success('2.40.3') };

function records(...addresses: [string, ...string[]]) {
  const [first, ...rest] = addresses.map((address) => ({ address, where: 'the record' }));
  return { kind: 'addresses', addresses: [first as { address: string; where: string }, ...rest] } as const;
}

const HEALTHY: readonly Finding[] = [
  ...judgeEngine(engine),
  ...judgeSettings(settings),
  ...judgeParts({ parts: [part('turn')], keeperProblems: [], versions }),
  judgePorts({ published: [port], parts: [bound], problems: [] }),
  ...judgeAddress({ ...name, summary }),
  ...judgeCertificate(site),
  judgeClock({ host: NOW, service: NOW + 900, engine: NOW - 900 }),
  judgeListener({ code: 'listen-https', port: '443/tcp', part: 'edge', answer: 'answers' }),
  ...judgeRelay(relay),
  ...judgeLimits(limits),
  ...judgeHost(host),
  ...judgeStorage(storage),
];

test('of what is well there are only passes', () => {
  expect(HEALTHY.filter(({ status }) => status !== 'pass')).toEqual([]);
  const rest = Object.keys(DOCTOR_CODES).filter((code) => !HEALTHY.some((found) => found.code === code));
  // The same judgements for other listeners and other ways.
  expect(rest).toEqual([
    ...[
      'listen-http',
      'listen-turn-tcp',
      'listen-turn-udp',
      'listen-https-udp',
      'listen-turn-tls',
      'service',
    ],
    ...['relay-https-udp', 'relay-tcp', 'relay-tls'],
  ]);
});

const trust = (state: CertificateSight['state'], distrust: string | null = null) =>
  judgeCertificate({ ...site, state, https: { ...certificate, distrust } });
const reason = { code: 'acme-ports-closed', cause: 'Ports are closed.', cure: 'Open them.' };

type Provoked = readonly [fault: string, code: string, found: RegExp, readonly Finding[]];

const FAILURES: readonly Provoked[] = [
  ['no engine', 'engine', /no Docker/, judgeEngine({ ...engine, engine: { none: 'there is no Docker' } })],
  [
    'an old compose',
    'engine-version',
    /2\.20/,
    judgeEngine({ ...engine, composeVersion: success('2.20.0') }),
  ],
  ['no compose', 'engine-version', /not running/, judgeEngine({ ...engine, composeVersion: DOWN })],
  [
    'a wrong setting',
    'settings',
    /ROOM_CAPACITY/,
    judgeSettings({ ...settings, env: { ROOM_CAPACITY: '1' } }),
  ],
  [
    'one that the service refuses',
    'settings',
    /not running/,
    judgeSettings({ ...settings, serviceProblems: DOWN.problems }),
  ],
  [
    'a part that is not well',
    'parts',
    /edge is unhealthy, turn is exited/,
    judgeParts({
      parts: [part('edge', 'unhealthy'), part('turn', '', 'exited')],
      keeperProblems: [],
      versions,
    }),
  ],
  ['nothing runs', 'parts', /nothing runs/, judgeParts({ parts: [], keeperProblems: [], versions: {} })],
  [
    'a port that another has',
    'ports',
    /nginx/,
    [
      judgePorts({
        ...{ published: [port], parts: [] },
        problems: [{ code: 'port-taken', cause: 'found port 443/tcp taken by nginx', cure: 'Stop it.' }],
      }),
    ],
  ],
  [
    'a port that is not opened',
    'ports',
    /443\/tcp for edge/,
    [judgePorts({ published: [port], parts: [part('edge')], problems: [] })],
  ],
  ['no record', 'dns', /no A record/, judgeAddress({ ...name, record: { kind: 'none' }, summary })],
  [
    'no DNS',
    'dns',
    /SERVFAIL/,
    judgeAddress({ ...name, record: { kind: 'failed', why: 'SERVFAIL' }, summary }),
  ],
  ['a name elsewhere', 'dns', /198/, judgeAddress({ ...name, record: records('198.51.100.7'), summary })],
  ['a stand-in', 'certificate-trusted', /acme-ports-closed/, trust(success({ state: 'fallback', reason }))],
  [
    'files of one’s own with a fault',
    'certificate-trusted',
    /Ports are closed/,
    trust(success({ state: 'own', problems: [reason] })),
  ],
  [
    'another name',
    'certificate-name',
    /call\.example\.org/,
    judgeCertificate({ ...site, https: { ...certificate, fitsName: false } }),
  ],
  [
    'an ended one',
    'certificate-days',
    /ended 2 days ago/,
    judgeCertificate({ ...site, now: NOW + 62 * DAY }),
  ],
  ['one of tomorrow', 'certificate-days', /not good yet/, judgeCertificate({ ...site, now: NOW - 31 * DAY })],
  [
    'two certificates',
    'certificate-served',
    /different/,
    judgeCertificate({ ...site, turns: { ...certificate, fingerprint: 'b' } }),
  ],
  ['none for the relay', 'certificate-served', /shows no/, judgeCertificate({ ...site, turns: null })],
  [
    'another than stored',
    'certificate-served',
    /stored/,
    trust(success({ state: 'trusted', notAfter: new Date(NOW + 80 * DAY).toISOString() })),
  ],
  [
    'a clock ahead',
    'clock',
    /engine is 31 s ahead/,
    [judgeClock({ host: NOW, service: NOW, engine: NOW + 31_000 })],
  ],
  [
    'a clock behind',
    'clock',
    /service is 40 s behind/,
    [judgeClock({ host: NOW, service: NOW - 40_000, engine: null })],
  ],
  ...(['silent', 'other'] as const).map(
    (answer): Provoked => [
      `a listener: ${answer}`,
      'listen-https',
      /443\/tcp/,
      [judgeListener({ code: 'listen-https', port: '443/tcp', part: 'edge', answer })],
    ],
  ),
  ...RELAY_FAULTS.flatMap((fault): readonly Provoked[] => {
    const sight = { ...relay, ownCheck: fault, ways: [{ ...WAY, outcome: { ok: false, fault } }] } as const;
    const words = new RegExp(`${fault}: .*${textsEn.causes[`relay-${fault}`].sentence.slice(0, 20)}`);
    return [
      [`the service finds ${fault}`, 'relay-own-check', words, judgeRelay(sight)],
      [`a way fails by ${fault}`, 'relay-tls', words, judgeRelay(sight)],
    ];
  }),
  ['any password', 'wrong-credential', /accepted/, judgeRelay({ ...relay, wrongCredential: 0 })],
  ['a way inwards', 'private-peer', /accepted/, judgeRelay({ ...relay, privatePeer: 0 })],
  ['a way outwards', 'public-peer', /accepted/, judgeRelay({ ...relay, publicPeer: 0 })],
  ['a quota below a room', 'quota', /is 41, .* takes 84/, judgeLimits({ ...limits, userQuota: 41 })],
  ['no disk', 'disk', /0\.1 GB/, judgeHost({ ...host, freeDiskBytes: 1e8 })],
];

const WARNINGS: readonly Provoked[] = [
  [
    'a name nobody knows',
    'settings-names',
    /DOMIAN$/,
    judgeSettings({ ...settings, names: ['DOMIAN', 'COMPOSE_FILE'] }),
  ],
  [
    'a coturn whose packets get nowhere',
    'versions',
    /coturn 4\.17\.1: .*TTL/,
    judgeParts({ parts: [part('turn')], keeperProblems: [], versions: { coturn: success('4.17.1') } }),
  ],
  [
    'a Caddy without certificates for addresses',
    'versions',
    /Caddy 2\.9\.1/,
    judgeParts({ parts: [part('turn')], keeperProblems: [], versions: { Caddy: success('v2.9.1 h1:abc=') } }),
  ],
  [
    'a doubtful address',
    'address',
    /elsewhere/,
    judgeAddress({ ...name, summary: success({ address: null, warnings: ['it is elsewhere'] }) }),
  ],
  [
    'a first order',
    'certificate-trusted',
    /ordered/,
    trust(success({ state: 'fallback', reason: { ...reason, code: 'acme-pending' } })),
  ],
  [
    'an unknown authority',
    'certificate-trusted',
    /UNABLE/,
    trust(success({ state: 'own' }), 'UNABLE_TO_VERIFY'),
  ],
  [
    'a late renewal',
    'certificate-days',
    /ends in 14 days/,
    judgeCertificate({ ...site, now: NOW + 46 * DAY }),
  ],
  [
    'a service that has not looked',
    'relay-own-check',
    /not looked/,
    judgeRelay({ ...relay, ownCheck: 'unknown' }),
  ],
  ['no guard', 'guard', /not loaded/, judgeRelay({ ...relay, guard: 'missing' })],
  ['a quota for one round', 'quota', /is 60/, judgeLimits({ ...limits, userQuota: 60 })],
  ['a limit below a call', 'bandwidth', /is 5/, judgeLimits({ ...limits, maxMbit: 5 })],
  ['little disk', 'disk', /1\.5 GB/, judgeHost({ ...host, freeDiskBytes: 1.5e9 })],
  [
    'endless logs',
    'logs',
    /^turn 1\.2 MB without a limit$/,
    judgeStorage({ ...storage, logs: [{ ...log, limitBytes: null }] }),
  ],
  [
    'a log that is too large',
    'logs',
    /turn over 100 MB of at most 10\.0 GB/,
    judgeStorage({ ...storage, logs: [{ ...log, limitBytes: 1e10, bytes: 1e8 }] }),
  ],
  [
    'a volume that has grown',
    'volumes',
    /2 volumes take 1\.2 GB: burrow_reports 201 MB of at most 200 MB$/,
    judgeStorage({
      ...storage,
      volumes: [
        { name: 'burrow_reports', bytes: 201e6 },
        { name: 'burrow_prometheus', bytes: 1e9 },
      ],
    }),
  ],
  [
    'no room for backups',
    'backups',
    /^199 MB are free where backups go; 2 of them take 3\.0 kB$/,
    judgeStorage({ ...storage, backups: { freeBytes: 199e6, sizes: [1_000, 2_000] } }),
  ],
  ['little memory', 'memory', /90 MB/, judgeHost({ ...host, availableMemoryBytes: 9e7 })],
];

test.each(FAILURES)('%s is a failure of %s', (_, code, found, findings) => {
  expect(findings.find((finding) => finding.code === code)).toMatchObject({
    ...{ status: 'failure', found: expect.stringMatching(found), cure: expect.stringMatching(/\.$/) },
    expected: DOCTOR_CODES[code as keyof typeof DOCTOR_CODES],
  });
});

test.each(WARNINGS)('%s is a warning of %s', (_, code, found, findings) => {
  expect(findings.find((finding) => finding.code === code)).toMatchObject({
    ...{ status: 'warning', found: expect.stringMatching(found), cure: expect.stringMatching(/\.$/) },
  });
});

test.each([
  ['no name', 'dns', judgeAddress({ domain: null, record: null, summary })],
  ['no keeper', 'address', judgeAddress({ ...name, summary: DOWN })],
  ['no HTTPS', 'certificate-days', judgeCertificate({ ...site, https: null })],
  ['no clock', 'clock', [judgeClock({ host: NOW, service: null, engine: null })]],
  ['no such way', 'relay-tls', judgeRelay({ ...relay, ways: [{ ...WAY, outcome: null }] })],
  ['no answer', 'private-peer', judgeRelay({ ...relay, privatePeer: null })],
  ['an open relay', 'public-peer', judgeRelay({ ...relay, publicPeer: undefined })],
  ['no part to ask', 'versions', judgeParts({ parts: [], keeperProblems: [], versions: { coturn: DOWN } })],
  ['no keeper to ask', 'disk', judgeHost({ ...host, freeDiskBytes: null })],
  ['no engine to ask', 'logs', judgeStorage({ ...storage, logs: null })],
  ['nothing that runs', 'logs', judgeStorage({ ...storage, logs: [] })],
  ['a slow engine', 'volumes', judgeStorage({ ...storage, volumes: null })],
  ['nothing kept', 'volumes', judgeStorage({ ...storage, volumes: [] })],
  ['another host’s disk', 'backups', judgeStorage({ ...storage, backups: { freeBytes: null, sizes: [] } })],
])('%s: %s is not judged', (_, code, findings: readonly Finding[]) => {
  expect(findings.find((finding) => finding.code === code)?.status).toBe('skipped');
});
