import { createBrowserMedia } from './create-browser-media.ts';
import type { SidePage } from './session/app.ts';
import type { KeyValueStorage } from './session/ports.ts';
import type { App, LocalMedia, MediaProblem } from './session/view.ts';
import { DevicesScreen } from './ui/devices/devices-screen.tsx';
import { type BrowserKind, browserKind } from './ui/media-help/browser-kind.ts';
import { type WayOut, wayOut } from './ui/media-help/way-out.ts';
import type { SideView } from './ui/root.tsx';

/** The page of the devices: with what it imports it loads when that page is opened. */
export function createBrowserDevices(storage: KeyValueStorage): SidePage & { readonly View: SideView } {
  const { media } = createBrowserMedia(storage);
  return {
    View: ({ app }: { app: App }) => <DevicesScreen app={app} media={media} />,
    close: () => media.close(),
  };
}

/**
 * What the connection test takes of devices. Why here: it shares this script, and so makes no pieces of what the lobby
 * loads as a whole.
 */
export function openBrowserDevices(storage: KeyValueStorage): {
  readonly media: LocalMedia;
  readonly wayOutOf: (problem: MediaProblem) => WayOut;
} {
  const { media } = createBrowserMedia(storage);
  return { media, wayOutOf: ({ cause }) => wayOut(cause, thisBrowser()) };
}

export function thisBrowser(): BrowserKind {
  return browserKind(navigator.userAgent, navigator.maxTouchPoints);
}
