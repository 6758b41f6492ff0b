import { signal } from '@preact/signals';
import { render } from 'preact';
import type { SidePath } from '#protocol';
import { browserLocation } from './browser/browser-location.ts';
import { browserStorage } from './browser/browser-storage.ts';
import { createTheme } from './browser/theme.ts';
import { findUnsupported } from './browser/unsupported.ts';
import { createI18n } from './i18n/create-i18n.ts';
import { takeOverLobby } from './lobby-shell/take-over-lobby.ts';
import { createApp, type SidePage } from './session/app.ts';
import { type RoomView, Root, type SideView } from './ui/root.tsx';

const storage = browserStorage(() => window.localStorage);
const location = browserLocation(window);
const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
const roomView = signal<RoomView | null>(null);
const sideView = signal<SideView | null>(null);

const SIDE_PAGES: Readonly<
  Record<SidePath, (hash: string) => Promise<SidePage & { readonly View: SideView }>>
> = {
  '/devices': async () => (await import('./create-browser-devices.tsx')).createBrowserDevices(storage),
  '/status': async (hash) => (await import('./create-browser-status.tsx')).createBrowserStatus(hash),
  '/test': async (hash) => (await import('./create-browser-checkup.tsx')).createBrowserCheckup(storage, hash),
  '/trickle': async () => (await import('./create-browser-trickle.tsx')).createBrowserTrickle(),
};

const app = createApp({
  ...{ location, storage, random },
  now: () => Date.now(),
  unsupported: findUnsupported(window),
  // Loaded when the first room is opened: whoever only looks at the home page does not wait for it.
  async createCall(roomKey) {
    const { createBrowserCall, Room } = await import('./create-browser-call.ts');
    roomView.value = Room;
    return createBrowserCall(roomKey, { storage, random, origin: location.origin });
  },
  async openSidePage(path, hash) {
    const page = await SIDE_PAGES[path](hash);
    sideView.value = page.View;
    return page;
  },
  report: reportError,
});

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root"');
const i18n = createI18n({ preferred: navigator.languages, storage });
const { theme } = createTheme(document, storage);
const draw = () => {
  render(<Root app={app} i18n={i18n} theme={theme} roomView={roomView} sideView={sideView} />, root);
  performance.mark('burrow drawn');
};
if (window.lobbyShell === undefined) draw();
else takeOverLobby(window.lobbyShell, app, draw);
