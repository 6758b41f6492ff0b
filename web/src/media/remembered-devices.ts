import { type ReadonlySignal, signal } from '@preact/signals-core';
import * as z from 'zod/mini';
import { type CaptureWishes, captureWishesSchema, DEFAULT_WISHES } from '../session/capture-wishes.ts';
import type { KeyValueStorage } from '../session/ports.ts';
import type { Device } from '../session/view.ts';

export type DeviceKind = 'microphone' | 'camera' | 'speaker';

export interface RememberedDevices {
  readonly wishes: ReadonlySignal<CaptureWishes>;
  setWishes(wishes: CaptureWishes): void;
  get(kind: DeviceKind): Device | null;
  set(kind: DeviceKind, device: Device | null): void;
}

/** Why: longer than any browser's ids (64) and any label; what is longer was not written by this page. */
const MAX_STORED_CHARACTERS = 512;
const storedText = z.string().check(z.maxLength(MAX_STORED_CHARACTERS));
const device = z.catch(z.nullable(z.object({ id: storedText, label: storedText })), null);
const schema = z.object({
  microphone: device,
  camera: device,
  speaker: device,
  wishes: z.catch(captureWishesSchema, DEFAULT_WISHES),
});

const STORAGE_KEY = 'burrow.devices';

/** The choices of earlier visits. Storage is read as hostile: what does not fit counts as not chosen. */
export function createRememberedDevices(storage: Pick<KeyValueStorage, 'get' | 'set'>): RememberedDevices {
  const first = parseRemembered(storage.get(STORAGE_KEY));
  const wishes = signal(first.wishes);
  const devices = { microphone: first.microphone, camera: first.camera, speaker: first.speaker };
  const write = () => storage.set(STORAGE_KEY, JSON.stringify({ ...devices, wishes: wishes.value }));
  return {
    wishes,
    setWishes(next) {
      wishes.value = next;
      write();
    },
    get: (kind) => devices[kind],
    set(kind, chosen) {
      devices[kind] = chosen;
      write();
    },
  };
}

function parseRemembered(stored: string | null): z.infer<typeof schema> {
  const empty = { microphone: null, camera: null, speaker: null, wishes: DEFAULT_WISHES };
  if (stored === null) return empty;
  try {
    return schema.safeParse(JSON.parse(stored)).data ?? empty;
  } catch (error) {
    if (error instanceof SyntaxError) return empty;
    throw error;
  }
}

/** Ids change when site data is cleared, and in Safari between visits; then the same label is the same device. */
export function findRemembered(devices: readonly Device[], remembered: Device | null): Device | null {
  if (remembered === null) return null;
  const byId = devices.find(({ id }) => id === remembered.id);
  if (byId !== undefined || remembered.label === '') return byId ?? null;
  return devices.find(({ label }) => label === remembered.label) ?? null;
}
