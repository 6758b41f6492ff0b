import { signal } from '@preact/signals-core';
import type { LocalMedia, MediaProblem } from '../../session/view.ts';
import { fakeDeviceControls } from './fake-device-controls.ts';
import { createFakeStream } from './fake-stream.ts';

const PROBLEMS: Readonly<Record<string, MediaProblem>> = {
  denied: { kind: 'both', cause: 'denied' },
  dismissed: { kind: 'both', cause: 'dismissed' },
  'no-answer': { kind: 'both', cause: 'no-answer' },
  'in-use': { kind: 'camera', cause: 'in-use' },
  'no-camera': { kind: 'camera', cause: 'not-found' },
  'no-microphone': { kind: 'microphone', cause: 'not-found' },
};

const MICROPHONES = [
  { id: 'm1', label: 'Built-in microphone' },
  { id: 'm2', label: 'Headset' },
];

export function createFakeMedia(state: string): LocalMedia {
  const problem = signal<MediaProblem | null>(PROBLEMS[state] ?? null);
  const isAsking = state === 'asking';
  const hasCamera = (problem.value === null || problem.value.kind === 'microphone') && !isAsking;
  const hasMicrophone = (problem.value === null || problem.value.kind === 'camera') && !isAsking;
  const microphoneOn = signal(hasMicrophone && state !== 'muted-speech');
  const cameraOn = signal(hasCamera);
  const microphoneId = signal<string | null>('m1');
  const cameraId = signal<string | null>('c1');
  return {
    status: signal(isAsking ? 'asking' : 'ready'),
    problem,
    stream: signal(hasCamera ? createFakeStream(80) : null),
    microphoneOn,
    cameraOn,
    switchedOff: signal([]),
    microphoneAwaited: signal(isAsking),
    cameraAwaited: signal(isAsking),
    microphones: signal(isAsking ? [] : MICROPHONES),
    cameras: signal(hasCamera ? [{ id: 'c1', label: 'FaceTime HD camera' }] : []),
    microphoneId,
    cameraId,
    open: async () => undefined,
    async setMicrophoneOn(on) {
      microphoneOn.value = on;
    },
    async setCameraOn(on) {
      cameraOn.value = on;
    },
    async chooseMicrophone(id) {
      microphoneId.value = id;
    },
    async chooseCamera(id) {
      cameraId.value = id;
    },
    controls: fakeDeviceControls(state),
    close: () => undefined,
  };
}
