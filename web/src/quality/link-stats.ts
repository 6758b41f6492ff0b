import type { StatsReport, TrackKind } from '../rtc/peer-connection.ts';
import { selectedCandidates } from '../rtc/selected-path.ts';

/** What one report says of a peer connection: its counters grow from the beginning, so it takes two to say more. */
export interface LinkStats {
  readonly atMs: number;
  readonly route: Route | null;
  readonly roundTripMs: number | null;
  /** Bits per second that the congestion control believes in; null where the browser does not tell. */
  readonly availableBitrate: number | null;
  readonly sent: readonly StreamStats[];
  readonly received: readonly StreamStats[];
}

/** The selected pair (W3C webrtc-stats §8.18), without its addresses. */
export interface Route {
  readonly localType: string;
  readonly remoteType: string;
  readonly protocol: string;
  /** How this end reaches its relay; null without one. */
  readonly relayProtocol: string | null;
}

export interface StreamStats {
  readonly kind: TrackKind;
  readonly bytes: number;
  /** Of the packets that were sent in this direction, those that arrived or were sent, and those that got lost. */
  readonly packets: number;
  readonly packetsLost: number;
  readonly freezes: number;
  readonly jitterMs: number | null;
  readonly codec: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly framesPerSecond: number | null;
}

type Stats = Record<string, unknown>;

/** @param kinds which track a transceiver carries, by its mid */
export function readLinkStats(report: StatsReport, kinds: ReadonlyMap<string, TrackKind>): LinkStats {
  const byId = new Map<string, Stats>();
  report.forEach((stats) => void byId.set(stats.id, stats));
  const all = [...byId.values()];
  const selected = selectedCandidates(report);
  const streams = (type: string) =>
    all
      .filter((stats) => stats.type === type)
      .flatMap((stats) => {
        const kind = kinds.get(String(stats.mid));
        return kind === undefined ? [] : [readStream(kind, stats, byId)];
      });
  return {
    atMs: Math.max(0, ...all.map(({ timestamp }) => numberOf(timestamp) ?? 0)),
    route: selected && {
      localType: String(selected.local.candidateType),
      remoteType: String(selected.remote.candidateType),
      protocol: String(selected.local.protocol),
      relayProtocol: selected.local.candidateType === 'relay' ? String(selected.local.relayProtocol) : null,
    },
    roundTripMs: milliseconds(selected?.pair.currentRoundTripTime),
    availableBitrate: numberOf(selected?.pair.availableOutgoingBitrate),
    sent: streams('outbound-rtp'),
    received: streams('inbound-rtp'),
  };
}

/** Of what is sent, the other end says what it lost (`remote-inbound-rtp`). */
function readStream(kind: TrackKind, stats: Stats, byId: ReadonlyMap<string, Stats>): StreamStats {
  const isSent = stats.type === 'outbound-rtp';
  const remote = byId.get(String(stats.remoteId));
  const judged = isSent ? remote : stats;
  const codec = byId.get(String(stats.codecId))?.mimeType;
  return {
    kind,
    bytes: numberOf(isSent ? stats.bytesSent : stats.bytesReceived) ?? 0,
    packets: numberOf(isSent ? stats.packetsSent : stats.packetsReceived) ?? 0,
    packetsLost: numberOf(judged?.packetsLost) ?? 0,
    freezes: numberOf(stats.freezeCount) ?? 0,
    jitterMs: milliseconds(judged?.jitter),
    codec: typeof codec === 'string' ? codec.replace(/^.*\//, '') : null,
    width: numberOf(stats.frameWidth),
    height: numberOf(stats.frameHeight),
    framesPerSecond: numberOf(stats.framesPerSecond),
  };
}

function milliseconds(seconds: unknown): number | null {
  const value = numberOf(seconds);
  return value === null ? null : Math.round(value * 1000);
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
