import { browserStorage } from './browser/browser-storage.ts';
import { holdLock } from './browser/hold-lock.ts';
import { systemClock } from './browser/system-clock.ts';
import { createBrowserMedia } from './create-browser-media.ts';
import { createScreenShare } from './media/screen-share.ts';
import { createCall } from './session/call.ts';
import type { CallPorts, KeyValueStorage } from './session/ports.ts';
import type { RoomKey } from './session/room-key.ts';
import type { Call } from './session/view.ts';
import { createLaterSignaling } from './signaling/create-later-signaling.ts';

export { Room } from './ui/room.tsx';

export interface BrowserCallOptions {
  readonly storage: KeyValueStorage;
  readonly random: (bytes: number) => Uint8Array<ArrayBuffer>;
  readonly origin: string;
}

/** A call on this browser's devices and network. With what it imports it is the part of the page that loads later. */
export function createBrowserCall(roomKey: RoomKey, { storage, random, origin }: BrowserCallOptions): Call {
  const { media, onTrackChange } = createBrowserMedia(storage);
  const screenShare = createScreenShare({ devices: navigator.mediaDevices });
  let createMesh: CallPorts['createMesh'] | null = null;
  async function loadSignaling() {
    const { createMeshPort, createSignaling } = await import('./connection.ts');
    // One for the whole visit, whichever seats it has: it also keeps record for reports. Made before anybody joins, because
    // it tries first what this browser can be told.
    createMesh ??= createMeshPort({ media, onTrackChange, screenShare, clock: systemClock, page: window });
    return createSignaling();
  }
  return createCall(roomKey, {
    screen: screenShare.screen,
    ...{ media, storage, random, origin },
    signaling: createLaterSignaling({ load: loadSignaling, report: reportError }),
    createMesh(callbacks) {
      if (createMesh === null) throw new Error('joined before there was a line to join by');
      return createMesh(callbacks);
    },
    clock: systemClock,
    build: document.querySelector<HTMLMetaElement>('meta[name=build]')?.content ?? null,
    tabStorage: browserStorage(() => window.sessionStorage),
    holdLock: (name) => holdLock(navigator.locks, name),
    report: reportError,
  });
}
