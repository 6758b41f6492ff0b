import { computed, effect, type ReadonlySignal, signal } from '@preact/signals-core';
import type { Clock, KeyValueStorage } from '../session/ports.ts';
import type { LocalMedia } from '../session/view.ts';
import { captureBoth, captureOne } from './capture-both.ts';
import type { TrackKind } from './capture-constraints.ts';
import { type Cause, describeProblem, isDenial } from './capture-error.ts';
import { type CapturePermissions, readPermission, watchGrants } from './capture-permissions.ts';
import { createDeviceControls } from './create-device-controls.ts';
import { createDeviceLists, type ListedDevices } from './device-lists.ts';
import { createRememberedDevices } from './remembered-devices.ts';
import { createTrackSlot, type TrackSlot } from './track-slot.ts';
import { whenTrue } from './when-true.ts';

export interface LocalMediaOptions {
  /** `navigator.mediaDevices` */
  readonly devices: CapturingDevices;
  /** `navigator.permissions`, where the browser has it. */
  readonly permissions?: CapturePermissions | undefined;
  readonly storage: Pick<KeyValueStorage, 'get' | 'set'>;
  readonly clock: Pick<Clock, 'schedule'>;
  readonly page: MediaPage;
}

export type CapturingDevices = Pick<MediaDevices, 'getUserMedia' | 'getSupportedConstraints'> &
  ListedDevices & { selectAudioOutput?: () => Promise<MediaDeviceInfo> };

/** The parts of a page that media needs; made of a window in `browser/media-page.ts`. */
export interface MediaPage {
  readonly visible: ReadonlySignal<boolean>;
  /** Permissions-Policy; true where the browser does not tell. */
  isAllowed(feature: 'camera' | 'microphone'): boolean;
  createStream(track?: MediaStreamTrack): MediaStream;
  createAudioContext(): AudioContext;
  createAudio(): HTMLAudioElement;
  readonly canChooseSpeaker: boolean;
  /** Calls back at each touch, click and key; returns what ends it. */
  onGesture(callback: () => void): () => void;
}

export type TrackListener = (kind: TrackKind, track: MediaStreamTrack | null) => void;

export interface LocalMediaWithTracks {
  readonly media: LocalMedia;
  /** Calls back whenever another track (or none) is to be sent; returns what ends the subscription. */
  onTrackChange(listener: TrackListener): () => void;
}

/** Why: who has read the browser's question has answered by then; who has not seen it needs a word. */
const NO_ANSWER_MS = 15_000;

/** This browser's camera and microphone. The value of `stream` stays one object, whose tracks change. */
export function createLocalMedia(options: LocalMediaOptions): LocalMediaWithTracks {
  const { devices, permissions, storage, clock, page } = options;
  const status = signal<'idle' | 'asking' | 'ready'>('idle');
  const stream = signal<MediaStream | null>(null);
  const isUnanswered = signal(false);
  const remembered = createRememberedDevices(storage);
  const lists = createDeviceLists(devices, (now, before) => controls.handleListing(now, before));
  const listeners = new Set<TrackListener>();
  let opening: Promise<void> | null = null;
  let stopWatching: () => void = () => undefined;

  const createSlot = (kind: TrackKind) =>
    createTrackSlot({
      kind,
      preferredId: remembered.get(NAMES[kind])?.id ?? null,
      capture: (wish) => captureOne(devices, kind, wish, remembered.wishes.peek()),
      isPresent: (id) => lists.isPresent(id),
      refusalToRetake: () => refusalToRetake(kind),
      onReplaced: (label) => controls.tell({ kind: NAMES[kind], what: 'gone', label }),
      isAllowedByPolicy: () => page.isAllowed(NAMES[kind]),
      onTrack(track) {
        putTrack(stream.value, kind, track);
        for (const listener of listeners) listener(kind, track);
      },
    });
  const microphone = createSlot('audio');
  const camera = createSlot('video');
  const controls = createDeviceControls({ ...options, microphone, camera, lists, remembered });

  function isAwaited({ on, wanted }: TrackSlot): boolean {
    return status.value !== 'ready' && wanted.value && !on.value;
  }

  /** Phones give devices only to a page in front. Who withdrew the permission is not asked again unasked. */
  async function refusalToRetake(kind: TrackKind): Promise<Cause | null> {
    await whenTrue(page.visible);
    const state = await readPermission(permissions, kind);
    return state === 'granted' || state === null ? null : 'denied';
  }

  async function openNow(): Promise<void> {
    const isFirst = stream.value === null;
    stream.value ??= page.createStream();
    const own = stream.value;
    if (isFirst) watchWorld();
    status.value = 'asking';
    const wantsBoth = camera.wanted.value || camera.problem.value !== null;
    const isBothMissing = isFirst || (microphone.problem.value !== null && camera.problem.value !== null);
    if (isBothMissing && wantsBoth) {
      const wishes = { audio: microphone.wish.value, video: camera.wish.value };
      const both = captureBoth(devices, permissions, wishes, remembered.wishes.peek());
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

  function watchWorld(): void {
    const stopGrants = watchGrants(permissions, (kind) => {
      const { problem } = kind === 'audio' ? microphone : camera;
      if (problem.value !== null && isDenial(problem.value)) void media.open();
    });
    const stopTimer = effect(() => {
      isUnanswered.value = false;
      if (status.value !== 'asking') return;
      return clock.schedule(() => {
        isUnanswered.value = true;
      }, NO_ANSWER_MS);
    });
    const stopControls = controls.start();
    stopWatching = () => {
      stopGrants();
      stopTimer();
      stopControls();
    };
  }

  const media: LocalMedia = {
    ...{ status, stream },
    problem: computed(
      () =>
        describeProblem(microphone.problem.value, camera.problem.value) ??
        (isUnanswered.value ? { kind: 'both', cause: 'no-answer' } : null),
    ),
    microphoneOn: microphone.on,
    cameraOn: camera.on,
    microphoneAwaited: computed(() => isAwaited(microphone)),
    cameraAwaited: computed(() => isAwaited(camera)),
    switchedOff: computed(() => [
      ...(microphone.switchedOff.value ? (['microphone'] as const) : []),
      ...(camera.switchedOff.value ? (['camera'] as const) : []),
    ]),
    microphones: lists.microphones,
    cameras: lists.cameras,
    microphoneId: microphone.deviceId,
    cameraId: camera.deviceId,
    controls: controls.view,
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
    chooseMicrophone: (id) => controls.choose('microphone', id),
    chooseCamera: (id) => controls.choose('camera', id),
    close() {
      stopWatching();
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

const NAMES = { audio: 'microphone', video: 'camera' } as const;

function putTrack(stream: MediaStream | null, kind: TrackKind, track: MediaStreamTrack | null): void {
  if (stream === null) return;
  for (const old of stream.getTracks()) if (old.kind === kind && old !== track) stream.removeTrack(old);
  if (track !== null) stream.addTrack(track);
}
