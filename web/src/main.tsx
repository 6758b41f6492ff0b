import { signal } from '@preact/signals';
import { render } from 'preact';
import { browserLocation } from './browser/browser-location.ts';
import { browserStorage } from './browser/browser-storage.ts';
import { createTheme } from './browser/theme.ts';
import { findUnsupported } from './browser/unsupported.ts';
import { createI18n } from './i18n/create-i18n.ts';
import { createApp } from './session/app.ts';
import { type DevicesView, type RoomView, Root } from './ui/root.tsx';

const storage = browserStorage(() => window.localStorage);
const location = browserLocation(window);
const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
const roomView = signal<RoomView | null>(null);
const devicesView = signal<DevicesView | null>(null);

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
  async createMedia() {
    const { createBrowserDevices, DevicesScreen } = await import('./create-browser-devices.ts');
    devicesView.value = DevicesScreen;
    return createBrowserDevices(storage);
  },
  report: reportError,
});

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root"');
const i18n = createI18n({ preferred: navigator.languages, storage });
const { theme } = createTheme(document, storage);
render(<Root app={app} i18n={i18n} theme={theme} roomView={roomView} devicesView={devicesView} />, root);
