export type TrackKind = 'audio' | 'video';

export interface DeviceWish {
  readonly id: string | null;
  /** Just chosen by the person: that device or none. Otherwise another one will do where it is gone. */
  readonly strict: boolean;
  /** The return to what worked before a choice failed; it is tried once. */
  readonly isFallback?: boolean;
}

/** Why 720p: sharp on a laptop, and still encoded in real time by cheap phones. Senders scale down from it. */
const IDEAL_VIDEO = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } } as const;
const SPEECH = { echoCancellation: true, noiseSuppression: true, autoGainControl: true } as const;

export function constraintsFor(kind: TrackKind, { id, strict }: DeviceWish): MediaTrackConstraints {
  const base: MediaTrackConstraints = kind === 'audio' ? { ...SPEECH } : { ...IDEAL_VIDEO };
  if (id !== null) return { ...base, deviceId: strict ? { exact: id } : { ideal: id } };
  return kind === 'video' ? { ...base, facingMode: 'user' } : base;
}
