import { computed, signal } from '@preact/signals-core';
import type { KeyValueStorage } from '../session/ports.ts';
import type { LocalMedia } from '../session/view.ts';
import { type CapturePermissions, captureBoth, captureOne } from './capture-both.ts';
import type { TrackKind } from './capture-constraints.ts';
import { describeProblem } from './capture-error.ts';
import { createDeviceLists, type ListedDevices } from './device-lists.ts';
import { createTrackSlot } from './track-slot.ts';

export interface LocalMediaOptions {
  /** `navigator.mediaDevices` */
  readonly devices: Pick<MediaDevices, 'getUserMedia'> & ListedDevices;
  /** `navigator.permissions`, where the browser has it. */
  readonly permissions?: CapturePermissions | undefined;
  readonly storage: Pick<KeyValueStorage, 'get' | 'set'>;
  readonly createStream: () => MediaStream;
}

export type TrackListener = (kind: TrackKind, track: MediaStreamTrack | null) => void;

export interface LocalMediaWithTracks {
  readonly media: LocalMedia;
  /** Calls back whenever another track (or none) is to be sent; returns what ends the subscription. */
  onTrackChange(listener: TrackListener): () => void;
}

/** This browser's camera and microphone. The value of `stream` stays one object, whose tracks change. */
export function createLocalMedia(options: LocalMediaOptions): LocalMediaWithTracks {
  const { devices, permissions, storage, createStream } = options;
  const status = signal<'idle' | 'asking' | 'ready'>('idle');
  const stream = signal<MediaStream | null>(null);
  const lists = createDeviceLists(devices);
  const listeners = new Set<TrackListener>();
  let opening: Promise<void> | null = null;

  const createSlot = (kind: TrackKind) =>
    createTrackSlot({
      kind,
      preferredId: storage.get(STORAGE_KEYS[kind]),
      capture: (wish) => captureOne(devices, kind, wish),
      isPresent: (id) => lists.isPresent(id),
      onTrack(track) {
        putTrack(stream.value, kind, track);
        for (const listener of listeners) listener(kind, track);
      },
    });
  const microphone = createSlot('audio');
  const camera = createSlot('video');

  async function openNow(): Promise<void> {
    const isFirst = stream.value === null;
    stream.value ??= createStream();
    const own = stream.value;
    status.value = 'asking';
    const wantsBoth = camera.wanted.value || camera.problem.value !== null;
    const isBothMissing = isFirst || (microphone.problem.value !== null && camera.problem.value !== null);
    if (isBothMissing && wantsBoth) {
      const wishes = { audio: microphone.wish.value, video: camera.wish.value };
      const both = captureBoth(devices, permissions, wishes);
      await Promise.all([
        microphone.open(both.then(({ audio }) => audio())),
        camera.open(both.then(({ video }) => video())),
      ]);
    } else {
      await Promise.all([microphone.open(), camera.open()]);
    }
    if (stream.value !== own) return;
    await lists.open();
    if (stream.value !== own) lists.close();
    else status.value = 'ready';
  }

  const media: LocalMedia = {
    ...{ status, stream },
    problem: computed(() => describeProblem(microphone.problem.value, camera.problem.value)),
    microphoneOn: microphone.on,
    cameraOn: camera.on,
    microphones: lists.microphones,
    cameras: lists.cameras,
    microphoneId: microphone.deviceId,
    cameraId: camera.deviceId,
    open() {
      if (opening !== null) return opening;
      const own = openNow().finally(() => {
        if (opening === own) opening = null;
      });
      opening = own;
      return own;
    },
    setMicrophoneOn: (on) => microphone.setOn(on),
    setCameraOn: (on) => camera.setOn(on),
    chooseMicrophone(id) {
      storage.set(STORAGE_KEYS.audio, id);
      return microphone.choose(id);
    },
    chooseCamera(id) {
      storage.set(STORAGE_KEYS.video, id);
      return camera.choose(id);
    },
    close() {
      microphone.close();
      camera.close();
      lists.close();
      opening = null;
      stream.value = null;
      status.value = 'idle';
    },
  };
  return {
    media,
    onTrackChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const STORAGE_KEYS: Readonly<Record<TrackKind, string>> = {
  audio: 'burrow.microphone',
  video: 'burrow.camera',
};

function putTrack(stream: MediaStream | null, kind: TrackKind, track: MediaStreamTrack | null): void {
  if (stream === null) return;
  for (const old of stream.getTracks()) if (old.kind === kind && old !== track) stream.removeTrack(old);
  if (track !== null) stream.addTrack(track);
}
