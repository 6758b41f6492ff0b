import { signal } from '@preact/signals-core';
import type { Device, LocalMedia, ScreenShare } from '../../web/src/session/view.ts';
import { fakeDeviceControls } from '../../web/src/ui/preview/fake-device-controls.ts';

/** A camera and a microphone that do nothing but be on or off. */
export function inertMedia(): LocalMedia {
  const microphoneOn = signal(true);
  const cameraOn = signal(true);
  const nothing = async () => undefined;
  return {
    status: signal('ready'),
    problem: signal(null),
    stream: signal(null),
    microphoneOn,
    cameraOn,
    switchedOff: signal([]),
    microphoneAwaited: signal(false),
    cameraAwaited: signal(false),
    microphones: signal<readonly Device[]>([]),
    cameras: signal<readonly Device[]>([]),
    microphoneId: signal(null),
    cameraId: signal(null),
    open: nothing,
    async setMicrophoneOn(on) {
      microphoneOn.value = on;
    },
    async setCameraOn(on) {
      cameraOn.value = on;
    },
    chooseMicrophone: nothing,
    chooseCamera: nothing,
    controls: fakeDeviceControls('ready'),
    close: () => undefined,
  };
}

/** No screen is ever shared. */
export function inertScreen(): ScreenShare {
  const nothing = async () => undefined;
  return {
    isSupported: false,
    stream: signal(null),
    problem: signal(null),
    content: signal('detail'),
    start: nothing,
    stop: () => undefined,
    setContent: nothing,
  };
}
