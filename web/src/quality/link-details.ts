import type { TrackKind } from '../rtc/peer-connection.ts';
import type { LinkStats, Route, StreamStats } from './link-stats.ts';

/** How the way to a person is at this moment, for people who want to know. */
export interface LinkDetails {
  readonly route: Route | null;
  readonly roundTripMs: number | null;
  readonly availableBitrate: number | null;
  readonly sending: DirectionDetails;
  readonly receiving: DirectionDetails;
}

export interface DirectionDetails {
  /** Bits per second of all media, without the headers. */
  readonly bitrate: number;
  /** 0 to 1; null where there were no packets to lose. */
  readonly loss: number | null;
  /** Those of which anything flows. */
  readonly streams: readonly StreamDetails[];
}

export interface StreamDetails {
  readonly kind: TrackKind;
  readonly bitrate: number;
  readonly codec: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly framesPerSecond: number | null;
  readonly jitterMs: number | null;
  /** How often the picture stood still since the last look. */
  readonly freezes: number;
}

/** What happened between two looks at one peer connection. */
export function compareLinkStats(before: LinkStats, now: LinkStats): LinkDetails {
  const seconds = Math.max(now.atMs - before.atMs, 1) / 1000;
  const { route, roundTripMs, availableBitrate } = now;
  return {
    ...{ route, roundTripMs, availableBitrate },
    sending: compareDirection(before.sent, now.sent, seconds, lossOfSent),
    receiving: compareDirection(before.received, now.received, seconds, lossOfReceived),
  };
}

function compareDirection(
  before: readonly StreamStats[],
  now: readonly StreamStats[],
  seconds: number,
  lossOf: (packets: number, lost: number) => number | null,
): DirectionDetails {
  let packets = 0;
  let lost = 0;
  const streams: StreamDetails[] = [];
  for (const stream of now) {
    const last = before.find(({ kind }) => kind === stream.kind);
    const grown = (key: 'bytes' | 'packets' | 'packetsLost' | 'freezes') =>
      Math.max(stream[key] - (last?.[key] ?? 0), 0);
    packets += grown('packets');
    lost += grown('packetsLost');
    const bitrate = Math.round((grown('bytes') * 8) / seconds);
    if (bitrate === 0) continue;
    const { kind, codec, width, height, framesPerSecond, jitterMs } = stream;
    streams.push({
      ...{ kind, codec, width, height, framesPerSecond, jitterMs, bitrate, freezes: grown('freezes') },
    });
  }
  return {
    bitrate: streams.reduce((sum, one) => sum + one.bitrate, 0),
    loss: lossOf(packets, lost),
    streams,
  };
}

/** The lost ones were sent too. Reports of the other end come late: more may be lost than was sent just now. */
function lossOfSent(packets: number, lost: number): number | null {
  return packets === 0 ? null : Math.min(lost / packets, 1);
}

function lossOfReceived(packets: number, lost: number): number | null {
  return packets + lost === 0 ? null : lost / (packets + lost);
}
