import type { LinkPath } from './selected-path.ts';

/** What is known of the way to one peer. */
export interface BudgetSituation {
  /** Everybody in the call, oneself included. */
  readonly people: number;
  /** Null until it is known. */
  readonly path: LinkPath | null;
  /** Bits per second that the congestion control of this peer connection found (W3C webrtc-stats §8.18); null before. */
  readonly availableBitrate: number | null;
  /** Of what was sent, what the peer says that it lost: 0 to 1. */
  readonly loss: number;
  /** `LinkBudget.videoBitrate` of the last time; null at the beginning. */
  readonly lastVideoBitrate: number | null;
  readonly isSharing: boolean;
  /** How high, in pixels of the screen, the peer shows the camera's picture; null until it says so. */
  readonly shownLines: number | null;
  /** The first moments of a connection. */
  readonly isStarting: boolean;
}

/** RTCRtpEncodingParameters (W3C webrtc-pc §5.2.4), as far as they are set. */
export interface EncodingBudget {
  readonly active: boolean;
  /** Bits per second. */
  readonly maxBitrate: number;
  readonly maxFramerate?: number;
  /** Height in pixels that the picture is scaled down to. */
  readonly maxHeight?: number;
}

export interface LinkBudget {
  readonly audio: EncodingBudget;
  /** The camera. */
  readonly video: EncodingBudget;
  /** Null while no screen is shared. */
  readonly screen: EncodingBudget | null;
  /** What there is for camera and screen together, which may need less: 0 where both are stopped. */
  readonly videoBitrate: number;
}

/** Why: Opus speech is good from 24 kbit/s, and beyond 40 kbit/s hardly anybody hears a difference. */
export const AUDIO_BITRATE = 40_000;
const POOR_AUDIO_BITRATE = 24_000;

/** What one uplink is asked for at most, whatever the estimators say: an ordinary home line sends 5 Mbit/s and is shared. */
export const UPLINK_BITRATE = 3_000_000;
const RELAYED_OVER_TCP_BITRATE = 1_200_000;

/** Below this a picture is a row of stills, and its bits are better left to the sound. */
export const LEAST_VIDEO_BITRATE = 60_000;
/** Why higher than the least: a video that is stopped shall not come and go with every estimate. */
export const RESUME_VIDEO_BITRATE = 120_000;

/** Of an estimate: the rest is for packet headers, retransmissions and the estimator's own mistakes. */
const USABLE_SHARE = 0.85;
const HIGH_LOSS = 0.1;
const SOME_LOSS = 0.03;
/** Why slow: N estimators share one uplink, and each takes the room that another has just left. */
const GROWTH = 1.15;

/** Of what there is for video, while a screen is shared. */
const SCREEN_SHARE = 0.75;
/**
 * Why: an estimator begins with 300 kbit/s, at which a first picture of 720 lines takes a quarter of a second, or is left
 * out by the browser. A small one is there at once.
 */
const STARTING_HEIGHT = 360;
const STOPPED: EncodingBudget = { active: false, maxBitrate: 0 };

/** The least bitrate at which each height looks right, the best first. */
const PICTURES = [
  { fromBitrate: 1_200_000, maxHeight: 720, maxFramerate: 30 },
  { fromBitrate: 500_000, maxHeight: 480, maxFramerate: 30 },
  { fromBitrate: 250_000, maxHeight: 360, maxFramerate: 24 },
  { fromBitrate: 120_000, maxHeight: 240, maxFramerate: 20 },
  { fromBitrate: 0, maxHeight: 180, maxFramerate: 12 },
] as const;

/** What to send to one peer of a mesh: sound first, and video from what is left. */
export function meshBudget(situation: BudgetSituation): LinkBudget {
  const { people, path, availableBitrate, loss, lastVideoBitrate, isSharing, shownLines, isStarting } =
    situation;
  const peers = Math.max(people - 1, 1);
  const isOverTcp = path === 'relay-tcp' || path === 'relay-tls';
  const share = (isOverTcp ? RELAYED_OVER_TCP_BITRATE : UPLINK_BITRATE) / peers;
  const measured = availableBitrate === null ? share : availableBitrate * USABLE_SHARE;
  const room = Math.min(share, measured);
  const audioBitrate = room < AUDIO_BITRATE + LEAST_VIDEO_BITRATE ? POOR_AUDIO_BITRATE : AUDIO_BITRATE;
  const wanted = (room - audioBitrate) * lossFactor(loss);
  const wasStopped = lastVideoBitrate === 0;
  const least = wasStopped ? RESUME_VIDEO_BITRATE : LEAST_VIDEO_BITRATE;
  const audio = { active: true, maxBitrate: audioBitrate };
  if (wanted < least) return { audio, video: STOPPED, screen: isSharing ? STOPPED : null, videoBitrate: 0 };
  const ceiling = lastVideoBitrate ? Math.max(lastVideoBitrate * GROWTH, LEAST_VIDEO_BITRATE) : wanted;
  const videoBitrate = Math.round(wasStopped ? RESUME_VIDEO_BITRATE : Math.min(wanted, ceiling));
  const { video, screen } = shareVideo(videoBitrate, isSharing);
  const fitting = fitTo(video, shownLines);
  return { audio, video: isStarting ? smallAtFirst(fitting) : fitting, screen, videoBitrate };
}

/** What is shown small is sent small: more lines than are seen cost both ends bandwidth and time, and nobody notices. */
function fitTo(video: EncodingBudget, shownLines: number | null): EncodingBudget {
  if (shownLines === null || video.maxHeight === undefined) return video;
  const index = PICTURES.findLastIndex(({ maxHeight }) => maxHeight >= shownLines);
  const [larger, fitting] = [PICTURES[index - 1], PICTURES[index]];
  if (fitting === undefined || larger === undefined || video.maxHeight <= fitting.maxHeight) return video;
  const maxBitrate = Math.min(video.maxBitrate, larger.fromBitrate);
  return { ...video, maxBitrate, maxHeight: fitting.maxHeight };
}

/** Who shares a screen wants it to be read: the camera is what gets small, and is stopped first. */
function shareVideo(bitrate: number, isSharing: boolean): Pick<LinkBudget, 'video' | 'screen'> {
  if (!isSharing) return { video: cameraOf(bitrate), screen: null };
  const left = Math.round(bitrate * (1 - SCREEN_SHARE));
  const video = left < LEAST_VIDEO_BITRATE ? STOPPED : cameraOf(left);
  // Not made smaller: text that cannot be read is no use. What there is no room for are frames.
  return { video, screen: { active: true, maxBitrate: bitrate - video.maxBitrate } };
}

function cameraOf(maxBitrate: number): EncodingBudget {
  return { active: true, maxBitrate, ...pictureFor(maxBitrate) };
}

function smallAtFirst(video: EncodingBudget): EncodingBudget {
  if (video.maxHeight === undefined) return video;
  return { ...video, maxHeight: Math.min(video.maxHeight, STARTING_HEIGHT) };
}

function lossFactor(loss: number): number {
  if (loss >= HIGH_LOSS) return 0.5;
  return loss >= SOME_LOSS ? 0.8 : 1;
}

function pictureFor(bitrate: number): { readonly maxHeight: number; readonly maxFramerate: number } {
  const { maxHeight, maxFramerate } =
    PICTURES.find(({ fromBitrate }) => bitrate >= fromBitrate) ?? PICTURES[4];
  return { maxHeight, maxFramerate };
}
