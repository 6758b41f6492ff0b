import { createBrowserMedia } from './create-browser-media.ts';
import type { SidePage } from './session/app.ts';
import type { KeyValueStorage } from './session/ports.ts';
import type { App } from './session/view.ts';
import { DevicesScreen } from './ui/devices/devices-screen.tsx';
import type { SideView } from './ui/root.tsx';

/** The page of the devices: with what it imports it loads when that page is opened. */
export function createBrowserDevices(storage: KeyValueStorage): SidePage & { readonly View: SideView } {
  const { media } = createBrowserMedia(storage);
  return {
    View: ({ app }: { app: App }) => <DevicesScreen app={app} media={media} />,
    close: () => media.close(),
  };
}
