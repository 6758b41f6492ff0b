import { signal } from '@preact/signals-core';
import { type CaptureWishes, DEFAULT_WISHES } from '../../session/capture-wishes.ts';
import type { DeviceControls, DeviceNotice } from '../../session/device-view.ts';

const NOTICES: Readonly<Record<string, DeviceNotice>> = {
  'device-gone': { kind: 'microphone', what: 'gone', label: 'Headset' },
  'device-back': { kind: 'microphone', what: 'back', label: 'Headset' },
  'device-new': { kind: 'camera', what: 'new', label: 'Studio camera' },
};

/** States: device-gone, device-back, device-new, interrupted, muted-speech, level-waiting, phone, no-speakers. */
export function fakeDeviceControls(state: string): DeviceControls {
  const wishes = signal<CaptureWishes>(DEFAULT_WISHES);
  const notice = signal<DeviceNotice | null>(NOTICES[state] ?? null);
  const interrupted = signal<'microphone' | null>(state === 'interrupted' ? 'microphone' : null);
  const speakerId = signal('');
  const nothing = async () => undefined;
  return {
    ...{ wishes, notice, interrupted, speakerId },
    speakers: signal([
      { id: 's1', label: 'Built-in speakers' },
      { id: 's2', label: 'Headset' },
    ]),
    canChooseSpeaker: state !== 'no-speakers',
    chooseSpeaker(id) {
      speakerId.value = id;
    },
    askForSpeaker: null,
    playTestSound: async () => true,
    async setWishes(change) {
      wishes.value = { ...wishes.value, ...change };
    },
    offered: signal({
      features: [
        ...(['echoCancellation', 'noiseSuppression', 'autoGainControl'] as const),
        ...(['voiceIsolation', 'backgroundBlur'] as const),
      ],
      maxLines: 1080,
      maxFrameRate: 60,
    }),
    readEffective: () => ({
      camera: {
        ...{ label: 'FaceTime HD camera', width: 1280, height: 720, frameRate: 29.97 },
        ...{ facing: state === 'phone' ? 'user' : null, backgroundBlur: false },
      },
      microphone: {
        ...{ label: 'Built-in microphone', sampleRate: 48_000, channels: 1 },
        processing: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
      },
    }),
    canFlipCamera: signal(state === 'phone'),
    flipCamera: nothing,
    useOffered: nothing,
    dismissNotice() {
      notice.value = null;
    },
    async resume() {
      interrupted.value = null;
    },
    level: {
      state: signal(state === 'level-waiting' ? 'waiting' : 'running'),
      watch(listener) {
        listener(0.6);
        return () => undefined;
      },
    },
    watchMutedSpeech(listener) {
      if (state === 'muted-speech') listener();
      return () => undefined;
    },
  };
}
