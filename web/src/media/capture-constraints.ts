import { type CaptureWishes, DEFAULT_WISHES, PROCESSING_NAMES } from '../session/capture-wishes.ts';

export type TrackKind = 'audio' | 'video';
export type Facing = 'user' | 'environment';

export interface DeviceWish {
  readonly id: string | null;
  /** Just chosen by the person: that device or none. Otherwise another one will do where it is gone. */
  readonly strict: boolean;
  /** The return to what worked before a choice failed; it is tried once. */
  readonly isFallback?: boolean;
  /**
   * The device is to be let go before it is taken: Chromium gives a microphone that is open anywhere in the page only
   * with the processing that it has already.
   */
  readonly afresh?: boolean;
  /** A side of the phone instead of a device. */
  readonly facing?: Facing;
}

/** Constraints of mediacapture-extensions are not in TypeScript's DOM. */
export type ExtendedConstraints = MediaTrackConstraints & {
  voiceIsolation?: ConstrainBoolean;
  backgroundBlur?: ConstrainBoolean;
};

/** Why 720p: sharp on a laptop, and still encoded in real time by cheap phones. Senders scale down from it. */
const AUTOMATIC_LINES = 720;
const AUTOMATIC_FRAME_RATE = 30;
const ASPECT_RATIOS = { auto: 16 / 9, '16:9': 16 / 9, '4:3': 4 / 3, '1:1': 1 } as const;

export function constraintsFor(
  kind: TrackKind,
  { id, strict, facing }: DeviceWish,
  wishes: CaptureWishes = DEFAULT_WISHES,
): ExtendedConstraints {
  const base = qualityConstraints(kind, wishes);
  if (facing !== undefined) return { ...base, facingMode: strict ? { exact: facing } : facing };
  if (id !== null) return { ...base, deviceId: strict ? { exact: id } : { ideal: id } };
  return kind === 'video' ? { ...base, facingMode: 'user' } : base;
}

/** How, of whatever device; all ideals, so that none of them can make a capture fail. */
export function qualityConstraints(kind: TrackKind, wishes: CaptureWishes): ExtendedConstraints {
  return kind === 'audio' ? soundConstraints(wishes) : pictureConstraints(wishes);
}

function soundConstraints(wishes: CaptureWishes): ExtendedConstraints {
  return Object.fromEntries(PROCESSING_NAMES.map((name) => [name, wishes[name]]));
}

function pictureConstraints({
  lines,
  frameRate,
  aspect,
  backgroundBlur,
}: CaptureWishes): ExtendedConstraints {
  const height = lines === 'auto' ? AUTOMATIC_LINES : lines;
  const ratio = ASPECT_RATIOS[aspect];
  return {
    width: { ideal: Math.round(height * ratio) },
    height: { ideal: height },
    frameRate: { ideal: frameRate === 'auto' ? AUTOMATIC_FRAME_RATE : frameRate },
    ...(aspect !== 'auto' && { aspectRatio: { ideal: ratio } }),
    backgroundBlur,
  };
}
