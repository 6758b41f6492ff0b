import { signal } from '@preact/signals-core';
import type { DirectionDetails, LinkDetails } from '../../quality/link-details.ts';
import { QUALITIES } from '../../quality/link-quality.ts';
import type { PersonQuality } from '../../session/view.ts';

/** States `quality` (good, fair and poor ones) and `slow` (pictures paused in both directions). */
export function createFakeQuality(index: number, state: string): PersonQuality {
  const quality = state === 'quality' ? (QUALITIES[index % QUALITIES.length] ?? 'good') : 'good';
  return {
    quality: signal(quality),
    history: signal(Array.from({ length: 60 }, (_, at) => fakeDetails(at, index))),
    videoPaused: signal(state === 'slow' && index === 0),
    ownVideoPaused: signal(state === 'slow' && index < 2),
  };
}

function fakeDetails(at: number, index: number): LinkDetails {
  const wave = Math.sin(at / 5 + index);
  return {
    route: { localType: 'host', remoteType: 'srflx', protocol: 'udp', relayProtocol: null },
    roundTripMs: Math.round(42 + 12 * wave + (at === 40 ? 160 : 0)),
    availableBitrate: 2_400_000,
    sending: fakeDirection(1_100_000 + 200_000 * wave, at === 40 ? 0.06 : 0.002),
    receiving: fakeDirection(900_000 - 300_000 * wave, 0),
  };
}

function fakeDirection(bitrate: number, loss: number): DirectionDetails {
  const nothing = { width: null, height: null, framesPerSecond: null, freezes: 0 };
  const video = Math.round(bitrate - 38_000);
  return {
    ...{ bitrate: video + 38_000, loss },
    streams: [
      { ...nothing, kind: 'audio', bitrate: 38_000, codec: 'opus', jitterMs: 6 },
      {
        ...{ kind: 'video', bitrate: video, codec: 'VP8', jitterMs: 9, freezes: 0 },
        ...{ width: 1280, height: 720, framesPerSecond: 30 },
      },
    ],
  };
}
