import { signal } from '@preact/signals-core';
import type { CallReport, KeeperReport, ServiceStatus } from '#protocol';
import type { GuestTestView, ReportView, StatusPage } from '../../status/view.ts';
import { fakeObservation } from './fake-checkup.ts';

const NOW = Date.now();
const HOUR_MS = 3_600_000;
const at = (hoursFromNow: number) => new Date(NOW + hoursFromNow * HOUR_MS).toISOString();

const KEEPER: KeeperReport = {
  aliveAt: at(0),
  problems: [],
  host: {
    url: 'https://call.example.org/',
    certificate: { kind: 'trusted', names: ['call.example.org'], expiresAt: at(1_400) },
    addresses: {
      mode: 'public',
      decided: ["public address 203.0.113.10 (from this host's interface eth0)"],
      found: [
        {
          asked: "this host's interfaces",
          addresses: ['203.0.113.10 (eth0)', '2001:db8::10 (eth0)'],
          failure: null,
        },
        { asked: 'the metadata service of the cloud', addresses: [], failure: 'no answer within 1000 ms' },
        { asked: 'the A record of call.example.org', addresses: ['203.0.113.10 (DNS)'], failure: null },
      ],
      ofName: ['203.0.113.10'],
    },
    ports: [
      { port: '80', protocols: ['tcp'], use: 'certificates, and the way to https' },
      {
        port: '443',
        protocols: ['tcp', 'udp'],
        use: 'the page, and calls from networks that let little out',
      },
      { port: '3478', protocols: ['udp', 'tcp'], use: 'calls' },
    ],
  },
  edge: { answers: true, version: '3.2.26' },
  versions: { caddy: '2.11.4', coturn: '4.18.0-r0' },
};

const relay = (url: string, status: string, roundTripMs: number | null) => ({
  ...{ url, status, roundTripMs, probedAt: at(-0.002), isHandedOut: status === 'ok' },
});

const WELL: ServiceStatus = {
  ...{ ok: true, at: at(0), startedAt: at(-77), readiness: 'ready', proxiedAt: at(0) },
  versions: { burrow: '0.1.0', node: '26.10.0', page: 'q3V0bqXg' },
  relays: [
    relay('turn:call.example.org:3478?transport=udp', 'ok', 2),
    relay('turn:call.example.org:443?transport=udp', 'ok', 2),
    relay('turns:call.example.org:443?transport=tcp', 'ok', 4),
  ],
  certificateExpiresAt: at(1_400),
  rooms: { open: 3, people: 8, waiting: 1 },
  paths: { direct: 41, 'relay-udp': 7, 'relay-tcp': 1, 'relay-tls': 4 },
  problems: [],
  ...{ guestTests: { count: 2, newestAt: at(-1), links: 3 }, reports: { count: 1, newestAt: at(-2) } },
  keeper: { state: 'told', report: KEEPER },
};

const FAILING: ServiceStatus = {
  ...WELL,
  // Where none works, none is held back.
  relays: WELL.relays.map(({ url }) => ({ ...relay(url, 'timeout', null), isHandedOut: true })),
  problems: [
    {
      ...{ level: 'error', code: 'timeout', text: 'the relay does not work', count: 3 },
      cure: 'coturn does not answer: see whether it runs, and whether a packet filter drops UDP to TURN_PROBE.',
      ...{ firstAt: at(-5), lastAt: at(-0.1) },
    },
    {
      ...{ level: 'warn', code: null, text: 'file of a record is passed over', cure: null, count: 1 },
      ...{ firstAt: at(-30), lastAt: at(-30) },
    },
  ],
  certificateExpiresAt: at(30),
  keeper: {
    state: 'told',
    report: {
      ...KEEPER,
      problems: [
        {
          code: 'acme-unreachable',
          cause: 'the authority could not reach this host on port 80 for call.example.org',
          cure: 'Open 80/tcp in the firewall of this host and of its provider.',
        },
      ],
    },
  },
};

const TESTS: readonly GuestTestView[] = [
  {
    ...{ label: null, createdAt: at(-40), expiresAt: at(-16) },
    result: { receivedAt: at(-30), observation: fakeObservation('failing'), browser: 'firefox' },
  },
  {
    ...{ label: 'Aunt Ann, hotel Wi-Fi', createdAt: at(-3), expiresAt: at(21) },
    result: { receivedAt: at(-1), observation: fakeObservation('limited'), browser: 'safari' },
  },
  { label: 'Ben', createdAt: at(-0.5), expiresAt: at(23.5), result: null },
];

const REPORT: CallReport = {
  ...{ version: 1, reason: 'person', afterMs: 31_000, build: 'q3V0bqXg' },
  browser: { family: 'firefox', majorVersion: 153 },
  ...{ verdict: 'lost', cause: 'relay-silent', dropped: 2 },
  timeline: [
    { atMs: 120, peer: 1, status: 'connecting', step: null, path: null },
    { atMs: 890, peer: 1, status: 'connected', step: null, path: 'relay-udp' },
    { atMs: 22_400, peer: 1, status: 'recovering', step: 'ice-restart', path: null },
    { atMs: 30_000, peer: 1, status: 'failed', step: 'relay-only', path: null },
  ],
  candidates: [
    { type: 'host', protocol: 'udp', count: 2 },
    { type: 'relay', protocol: 'udp', count: 1 },
  ],
  candidateErrors: [{ server: 'turn-udp', code: 701, count: 3 }],
  pairs: [
    {
      ...{ peer: 1, local: 'relay', remote: 'srflx', relayProtocol: 'udp', roundTripMs: 48 },
      ...{ sendingBitsPerSecond: 1_400_000, receivingBitsPerSecond: 1_100_000 },
      ...{ sendingLoss: 0.01, receivingLoss: 0.04 },
    },
  ],
  comment: 'The picture froze, then everything was gone.',
};

const REPORTS: readonly ReportView[] = [{ receivedAt: at(-2), report: REPORT }];

/** States: failing, stale, signed-out, wrong-token, link, empty; any other: all is well. */
export function createFakeStatus(state: string): StatusPage {
  const nothing = () => undefined;
  const isOut = state === 'signed-out' || state === 'wrong-token';
  const isEmpty = state === 'empty';
  const empty: ServiceStatus = {
    ...{ ...WELL, relays: [], keeper: { state: 'none' }, certificateExpiresAt: null, proxiedAt: null },
    paths: { direct: 0, 'relay-udp': 0, 'relay-tcp': 0, 'relay-tls': 0 },
  };
  return {
    phase: signal(isOut ? 'signed-out' : 'signed-in'),
    problem: signal(state === 'wrong-token' ? 'unauthorized' : null),
    token: signal(''),
    isKept: signal(false),
    status: signal(state === 'failing' ? FAILING : isEmpty ? empty : WELL),
    guestTests: signal(isEmpty ? [] : TESTS),
    reports: signal(isEmpty ? [] : REPORTS),
    isStale: signal(state === 'stale'),
    newLink: signal(
      state === 'link'
        ? { state: 'made', url: 'https://call.example.org/test#q3V0bqXgq3V0bqXgq3V0bq', expiresAt: at(24) }
        : { state: 'none' },
    ),
    ...{ signIn: nothing, signOut: nothing, keep: nothing, refresh: nothing, makeLink: nothing },
    close: nothing,
  };
}
