import { computed, signal } from '@preact/signals-core';
import type { Observation } from '#diagnosis';
import type { FoundCandidate } from '../../trickle/found-candidate.ts';
import type { GatheringError } from '../../trickle/gather.ts';
import { checkServer, type ServerEntry, type ServerProblem } from '../../trickle/server-entry.ts';
import type { OwnServers } from '../../trickle/server-list.ts';
import type { Trickle } from '../../trickle/trickle.ts';
import { NO_RUN, type Run } from '../../trickle/trickle-run.ts';
import type { UrlOutcome } from '../../trickle/url-outcome.ts';
import { fakeObservation } from './fake-checkup.ts';

const URLS = [
  'turn:call.example.org:3478?transport=udp',
  'turn:call.example.org:443?transport=udp',
  'turns:call.example.org:443?transport=tcp',
];
const USERNAME = '1795003600:Zk3Jx0a';
const STARTED_AT_MS = 1_795_000_000_000;

/** States: result, silent, gathering, password-needed, unreachable, problem; any other: nothing done yet. */
export function createFakeTrickle(state: string): Trickle {
  const own = signal<OwnServers>(ownOf(state));
  const entries = signal<readonly ServerEntry[]>(own.value.state === 'here' ? entriesOf(state) : []);
  const nothing = () => undefined;
  return {
    servers: {
      ...{ entries, own, password: signal('') },
      problems: computed(() => {
        const found = entries.value.map((entry) => [entry.id, checkServer(entry)] as const);
        return new Map(found.filter((one): one is [number, ServerProblem] => one[1] !== null));
      }),
      add() {
        const id = entries.value.length + 1;
        entries.value = [...entries.value, { id, url: '', username: '', credential: '', isOwn: false }];
      },
      remove(id) {
        entries.value = entries.value.filter((entry) => entry.id !== id);
      },
      edit(id, change) {
        entries.value = entries.value.map((entry) => (entry.id === id ? { ...entry, ...change } : entry));
      },
      reset: async () => undefined,
      refreshOwn: async () => undefined,
    },
    policy: signal<RTCIceTransportPolicy>('all'),
    asksForMedia: signal(false),
    run: signal(runOf(state)),
    start: async () => undefined,
    ...{ stop: nothing, close: nothing },
  };
}

function ownOf(state: string): OwnServers {
  if (state === 'password-needed' || state === 'unreachable') return { state: 'refused', reason: state };
  const iceServers = [{ urls: URLS, username: USERNAME, credential: 'c2VjcmV0IG9mIG5vYm9keQ==' }];
  const server = { relay: 'ok', certificateExpiresAt: null };
  const expiresAt = new Date(STARTED_AT_MS + 3_600_000).toISOString();
  return {
    ...{ state: 'here', receivedAtMs: STARTED_AT_MS },
    answer: { ok: true, iceServers, ttlSeconds: 3600, expiresAt, server },
  };
}

function entriesOf(state: string): ServerEntry[] {
  const given = URLS.map((url, index) => ({
    ...{ id: index + 1, url, username: USERNAME },
    ...{ credential: 'c2VjcmV0IG9mIG5vYm9keQ==', isOwn: true },
  }));
  const wrong = { id: 4, url: 'turn://example.org', username: '', credential: '', isOwn: false };
  return state === 'problem' ? [...given, wrong] : given;
}

function runOf(state: string): Run {
  const gathering: Run = {
    ...NO_RUN,
    phase: 'gathering',
    startedAtMs: STARTED_AT_MS,
    candidates: CANDIDATES,
  };
  if (state === 'gathering') return gathering;
  if (state !== 'result' && state !== 'silent') return NO_RUN;
  return {
    ...gathering,
    ...{ phase: 'done', errors: [ERROR], end: 'complete', endedAfterMs: 2_840, offer: OFFER },
    outcomes: outcomesOf(state),
    observation: observationOf(state),
  };
}

function outcomesOf(state: string): readonly UrlOutcome[] {
  return state === 'result' ? OUTCOMES : OUTCOMES.map(withoutBytes);
}

function observationOf(state: string): Observation {
  const turn = outcomesOf(state).map(({ url, allocation, relayed }) => ({
    ...{ url, family: null, relayed, allocation: allocation ?? { outcome: 'unfinished' as const } },
  }));
  return { ...fakeObservation(state), webSocket: null, turn };
}

const candidate = (more: Partial<FoundCandidate>): FoundCandidate => ({
  ...{ atMs: 12, type: 'host', component: 1, foundation: '3824221079', protocol: 'udp', tcpType: null },
  ...{ address: '8987cb16-0b61-4b78-a3b0-e24b2b58e7c1.local', port: 49065, priority: 2113937151, mid: '0' },
  ...{ usernameFragment: 'EqFp', relatedAddress: null, relatedPort: null, relayProtocol: null, url: null },
  ...more,
});

const CANDIDATES: readonly FoundCandidate[] = [
  candidate({}),
  candidate({
    ...{ atMs: 61, type: 'srflx', foundation: '1205813', address: '198.51.100.23', port: 51012 },
    ...{ priority: 1677732095, relatedAddress: '0.0.0.0', relatedPort: 0, url: URLS[0] ?? null },
  }),
  candidate({
    ...{ atMs: 74, type: 'relay', foundation: '9120331', address: '203.0.113.10', port: 50321 },
    ...{ priority: 33562623, relatedAddress: '198.51.100.23', relatedPort: 51012 },
    ...{ relayProtocol: 'udp', url: URLS[0] ?? null },
  }),
  candidate({
    ...{ atMs: 190, type: 'relay', foundation: '4410027', address: '203.0.113.10', port: 49877 },
    ...{ priority: 8396799, relatedAddress: '198.51.100.23', relatedPort: 40112 },
    ...{ relayProtocol: 'tls', url: URLS[2] ?? null },
  }),
];

const ERROR: GatheringError = {
  ...{ atMs: 2_830, address: '192.168.1.x', port: 50111, url: URLS[1] ?? '', code: 701 },
  text: 'TURN allocate request timed out.',
};

const OUTCOMES: readonly UrlOutcome[] = [
  {
    ...{ url: URLS[0] ?? '', reflected: null, isChecking: false },
    allocation: { outcome: 'allocated', afterMs: 74 },
    relayed: { sent: 20, received: 20, roundTripMs: 31.4, bitsPerSecond: null },
  },
  {
    ...{ url: URLS[1] ?? '', reflected: null, isChecking: false, relayed: null },
    allocation: { outcome: 'no-answer' },
  },
  {
    ...{ url: URLS[2] ?? '', reflected: null, isChecking: false },
    allocation: { outcome: 'allocated', afterMs: 190 },
    relayed: { sent: 20, received: 20, roundTripMs: 44.9, bitsPerSecond: null },
  },
];

const withoutBytes = (outcome: UrlOutcome): UrlOutcome => ({
  ...outcome,
  relayed: outcome.relayed && { ...outcome.relayed, received: 0, roundTripMs: null },
});

const OFFER = [
  ...['v=0', 'o=- 4611731400430051336 2 IN IP4 127.0.0.1', 's=-', 't=0 0', 'a=group:BUNDLE 0 1'],
  ...['m=audio 9 UDP/TLS/RTP/SAVPF 111', 'c=IN IP4 0.0.0.0', 'a=ice-ufrag:EqFp', 'a=mid:0', 'a=sendrecv'],
  ...['a=rtpmap:111 opus/48000/2', 'm=application 9 UDP/DTLS/SCTP webrtc-datachannel', 'a=mid:1'],
].join('\r\n');
