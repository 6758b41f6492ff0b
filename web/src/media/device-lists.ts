import { type ReadonlySignal, signal } from '@preact/signals-core';
import type { Device } from '../session/view.ts';

export type ListedDevices = Pick<
  MediaDevices,
  'enumerateDevices' | 'addEventListener' | 'removeEventListener'
>;

export interface DeviceLists {
  readonly microphones: ReadonlySignal<readonly Device[]>;
  readonly cameras: ReadonlySignal<readonly Device[]>;
  /** Reads the lists, and again whenever something is plugged in or out, until `close`. */
  open(): Promise<void>;
  isPresent(id: string): Promise<boolean>;
  close(): void;
}

/** Browsers give ids and labels only after the permission: until then there is nothing to choose from. */
export function createDeviceLists(devices: ListedDevices): DeviceLists {
  const microphones = signal<readonly Device[]>([]);
  const cameras = signal<readonly Device[]>([]);
  let newest = 0;

  async function refresh(): Promise<readonly MediaDeviceInfo[]> {
    newest += 1;
    const own = newest;
    const infos = await enumerate(devices);
    if (own === newest) {
      microphones.value = choicesOf(infos, 'audioinput');
      cameras.value = choicesOf(infos, 'videoinput');
    }
    return infos;
  }

  const handleChange = () => void refresh();
  return {
    ...{ microphones, cameras },
    async open() {
      devices.addEventListener('devicechange', handleChange);
      await refresh();
    },
    async isPresent(id) {
      return (await refresh()).some((info) => info.deviceId === id);
    },
    close() {
      devices.removeEventListener('devicechange', handleChange);
    },
  };
}

async function enumerate(devices: ListedDevices): Promise<readonly MediaDeviceInfo[]> {
  try {
    return await devices.enumerateDevices();
  } catch {
    // Refused by policy: the call works with whatever device the browser picks.
    return [];
  }
}

function choicesOf(infos: readonly MediaDeviceInfo[], kind: MediaDeviceKind): readonly Device[] {
  return infos
    .filter((info) => info.kind === kind && info.deviceId !== '' && info.deviceId !== CHROMIUM_CALLS_ALIAS)
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
}

/** An alias that Chromium on Windows lists besides the device itself. */
const CHROMIUM_CALLS_ALIAS = 'communications';
