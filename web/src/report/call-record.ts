import { type CallReport, MAX_REPORT_EVENTS, type ReportEvent, type ReportedPair } from '#protocol';
import type { LinkDetails } from '../quality/link-details.ts';
import type { Clock, LinkState } from '../session/ports.ts';
import { callVerdict, type LinkHistory } from './call-verdict.ts';

/** What happened to the connections of this page in this call: the source of its reports. Holds nobody's name or address. */
export interface CallRecord {
  noteLink(peerId: string, state: Pick<LinkState, 'status' | 'step' | 'path'>): void;
  /** They have left, or their page has. */
  noteGone(peerId: string): void;
  noteDetails(peerId: string, details: LinkDetails): void;
  noteCandidate(type: string | null, protocol: string | null): void;
  /** @param url of the STUN or TURN server; only what kind of one it is, is kept */
  noteCandidateError(url: string, code: number): void;
  report(reason: CallReport['reason'], comment?: string): CallReport;
}

export interface CallRecordOptions {
  readonly clock: Pick<Clock, 'now'>;
  readonly build: string | null;
  readonly browser: CallReport['browser'];
}

const MAX_ROWS = 16;
const MAX_PEERS = 999;
const MAX_COUNT = 100_000;
const MAX_AFTER_MS = 604_800_000;
const HIGHEST_CODE = 999;

interface Peer extends LinkHistory {
  readonly number: number;
  /** As it was last noted, to see what is news. */
  last: string;
  pair: ReportedPair | null;
}

export function createCallRecord({ clock, build, browser }: CallRecordOptions): CallRecord {
  const startedAtMs = clock.now();
  const timeline: ReportEvent[] = [];
  const peers = new Map<string, Peer>();
  const candidates = new Map<string, CallReport['candidates'][number]>();
  const errors = new Map<string, CallReport['candidateErrors'][number]>();
  let dropped = 0;

  return {
    noteLink(peerId, { status, step, path }) {
      const peer = peerOf(peerId);
      note(peer, { status, step, path });
      peer.wasConnected ||= status === 'connected';
      peer.wasInTrouble ||= status === 'recovering';
      peer.status = status;
    },
    noteGone(peerId) {
      const peer = peers.get(peerId);
      if (peer === undefined) return;
      note(peer, { status: 'gone', step: null, path: null });
      if (peer.status !== 'failed') peer.status = 'gone';
    },
    noteDetails(peerId, details) {
      const peer = peerOf(peerId);
      peer.pair = pairOf(peer.number, details) ?? peer.pair;
    },
    noteCandidate(type, protocol) {
      const row = { type: oneOf(TYPES, type), protocol: oneOf(PROTOCOLS, protocol), count: 0 };
      add(candidates, `${row.type} ${row.protocol}`, row);
    },
    noteCandidateError(url, code) {
      const row = { server: serverKind(url), code: atMost(code, HIGHEST_CODE), count: 0 };
      add(errors, `${row.server} ${row.code}`, row);
    },
    report(reason, comment = '') {
      const candidateRows = [...candidates.values()];
      const errorRows = [...errors.values()];
      return {
        ...{ version: 1, reason, afterMs: elapsedMs(), build, browser },
        ...callVerdict([...peers.values()], candidateRows, errorRows),
        ...{ timeline: [...timeline], dropped, candidates: candidateRows, candidateErrors: errorRows },
        pairs: [...peers.values()].flatMap(({ pair }) => pair ?? []).slice(-MAX_ROWS),
        ...(comment === '' ? {} : { comment }),
      };
    },
  };

  function peerOf(peerId: string): Peer {
    const known = peers.get(peerId);
    if (known !== undefined) return known;
    const number = Math.min(peers.size + 1, MAX_PEERS);
    const history = { wasConnected: false, wasInTrouble: false, status: 'connecting' } as const;
    const peer: Peer = { number, ...history, last: '', pair: null };
    peers.set(peerId, peer);
    return peer;
  }

  /** The newest `MAX_REPORT_EVENTS`, without what is no change. */
  function note(peer: Peer, state: Omit<ReportEvent, 'atMs' | 'peer'>): void {
    const text = JSON.stringify(state);
    if (text === peer.last) return;
    peer.last = text;
    timeline.push({ atMs: elapsedMs(), peer: peer.number, ...state });
    if (timeline.length <= MAX_REPORT_EVENTS) return;
    timeline.shift();
    dropped = Math.min(dropped + 1, MAX_COUNT);
  }

  /** A clock may be set back. */
  function elapsedMs(): number {
    return atMost(clock.now() - startedAtMs, MAX_AFTER_MS);
  }
}

const TYPES = ['host', 'srflx', 'prflx', 'relay'] as const;
const PROTOCOLS = ['udp', 'tcp'] as const;
const RELAY_PROTOCOLS = ['udp', 'tcp', 'tls'] as const;

function oneOf<Known extends string>(known: readonly Known[], text: string | null): Known | 'other' {
  return known.find((one) => one === text) ?? 'other';
}

function atMost(value: number, most: number): number {
  return Number.isFinite(value) ? Math.min(Math.max(Math.round(value), 0), most) : 0;
}

function add<Row extends { readonly count: number }>(rows: Map<string, Row>, key: string, row: Row): void {
  const { count } = rows.get(key) ?? row;
  if (rows.size < MAX_ROWS || rows.has(key)) rows.set(key, { ...row, count: Math.min(count + 1, MAX_COUNT) });
}

function serverKind(url: string): CallReport['candidateErrors'][number]['server'] {
  if (/^stuns?:/i.test(url)) return 'stun';
  if (/^turns:/i.test(url)) return 'turn-tls';
  if (!/^turn:/i.test(url)) return 'other';
  return /[?&]transport=tcp/i.test(url) ? 'turn-tcp' : 'turn-udp';
}

/** Null while there is no selected pair: what there was before says more. */
function pairOf(peer: number, { route, roundTripMs, sending, receiving }: LinkDetails): ReportedPair | null {
  if (route === null) return null;
  return {
    peer,
    local: oneOf(TYPES, route.localType),
    remote: oneOf(TYPES, route.remoteType),
    relayProtocol: route.relayProtocol === null ? null : oneOf(RELAY_PROTOCOLS, route.relayProtocol),
    roundTripMs: roundTripMs === null ? null : atMost(roundTripMs, MAX_AFTER_MS),
    sendingBitsPerSecond: sending.bitrate,
    receivingBitsPerSecond: receiving.bitrate,
    sendingLoss: sending.loss,
    receivingLoss: receiving.loss,
  };
}
