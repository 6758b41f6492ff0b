import { createMediaPage } from './browser/media-page.ts';
import { systemClock } from './browser/system-clock.ts';
import { createLocalMedia, type LocalMediaWithTracks } from './media/create-local-media.ts';
import type { KeyValueStorage } from './session/ports.ts';

/** The camera, microphone and speaker of this browser. */
export function createBrowserMedia(storage: KeyValueStorage): LocalMediaWithTracks {
  return createLocalMedia({
    devices: navigator.mediaDevices,
    permissions: navigator.permissions,
    storage,
    clock: systemClock,
    page: createMediaPage(window),
  });
}
