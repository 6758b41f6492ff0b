import { type ReadonlySignal, signal } from '@preact/signals-core';
import type { Device } from '../session/view.ts';
import type { DeviceKind } from './remembered-devices.ts';

export type ListedDevices = Pick<
  MediaDevices,
  'enumerateDevices' | 'addEventListener' | 'removeEventListener'
>;

export type Listing = Readonly<Record<DeviceKind, readonly Device[]>>;

export interface DeviceLists {
  readonly microphones: ReadonlySignal<readonly Device[]>;
  readonly cameras: ReadonlySignal<readonly Device[]>;
  readonly speakers: ReadonlySignal<readonly Device[]>;
  /** Reads the lists, and again whenever something is plugged in or out, until `close`. */
  open(): Promise<void>;
  refresh(): Promise<void>;
  isPresent(id: string): Promise<boolean>;
  close(): void;
}

/**
 * Browsers give ids and labels only after the permission: until then there is nothing to choose from.
 * @param onChange after the lists were read: what they held before, null at the first time since `open`
 */
export function createDeviceLists(
  devices: ListedDevices,
  onChange: (now: Listing, before: Listing | null) => void = () => undefined,
): DeviceLists {
  const microphones = signal<readonly Device[]>([]);
  const cameras = signal<readonly Device[]>([]);
  const speakers = signal<readonly Device[]>([]);
  let newest = 0;
  let isOpen = false;
  let before: Listing | null = null;

  async function refresh(): Promise<readonly MediaDeviceInfo[]> {
    newest += 1;
    const own = newest;
    const infos = await enumerate(devices);
    if (own !== newest) return infos;
    microphones.value = choicesOf(infos, 'audioinput');
    cameras.value = choicesOf(infos, 'videoinput');
    speakers.value = choicesOf(infos, 'audiooutput');
    if (isOpen) {
      const now = { microphone: microphones.value, camera: cameras.value, speaker: speakers.value };
      const previous = before;
      before = now;
      onChange(now, previous);
    }
    return infos;
  }

  const handleChange = () => void refresh();
  return {
    ...{ microphones, cameras, speakers },
    async open() {
      isOpen = true;
      devices.addEventListener('devicechange', handleChange);
      await refresh();
    },
    async refresh() {
      await refresh();
    },
    async isPresent(id) {
      return (await refresh()).some((info) => info.deviceId === id);
    },
    close() {
      isOpen = false;
      before = null;
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
