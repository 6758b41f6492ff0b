import { createBrowserMedia } from './create-browser-media.ts';
import type { KeyValueStorage } from './session/ports.ts';
import type { LocalMedia } from './session/view.ts';

export { DevicesScreen } from './ui/devices/devices-screen.tsx';

/** For the page of the devices: with what it imports it loads when that page is opened. */
export function createBrowserDevices(storage: KeyValueStorage): LocalMedia {
  return createBrowserMedia(storage).media;
}
