import { systemClock } from './browser/system-clock.ts';
import { createCheckupServer } from './checkup/checkup-server.ts';
import { createCheckup } from './checkup/create-checkup.ts';
import { createDeviceCheck } from './checkup/create-device-check.ts';
import { openWebSocket } from './checkup/open-web-socket.ts';
import type { BrowserName } from './checkup/view.ts';
import { describeObservation } from './diagnosis/describe-observation.ts';
import { createTurnstile } from './probe/create-turnstile.ts';
import type { CreateProbeConnection } from './probe/probe-connection.ts';
import { probeNetwork } from './probe/probe-network.ts';
import { probeTurnUrl } from './probe/probe-turn-url.ts';
import type { SidePage } from './session/app.ts';
import type { KeyValueStorage } from './session/ports.ts';
import type { App } from './session/view.ts';
import { CheckupScreen } from './ui/checkup/checkup-screen.tsx';
import type { SideView } from './ui/root.tsx';

/** Round trips within a house take less than a millisecond, which the time of day does not show. */
const clock = { ...systemClock, now: () => performance.now() };

/** The page of the connection test: with what it imports it loads when that page is opened. */
export function createBrowserCheckup(
  storage: KeyValueStorage,
  hash: string,
): SidePage & { readonly View: SideView } {
  const report = (error: unknown) => reportError(error);
  const createPeerConnection: CreateProbeConnection = (configuration) => new RTCPeerConnection(configuration);
  const inTurn = createTurnstile();
  const checkup = createCheckup({
    ...{ hash, report, browser: browserName },
    server: createCheckupServer({ fetch: (path, init) => fetch(path, init), clock, deviceTime: Date.now }),
    openWebSocket: (signal) =>
      openWebSocket({ ...{ clock, signal }, origin: location.origin, create: (url) => new WebSocket(url) }),
    probeNetwork: (turnUrls, signal) =>
      probeNetwork({
        ...{ turnUrls, createPeerConnection, clock, signal, report },
        tellsErrors: 'onicecandidateerror' in RTCPeerConnection.prototype,
      }),
    probeTurnUrl: ({ url, ...iceServer }, signal) =>
      probeTurnUrl({ ...{ url, iceServer, createPeerConnection, clock, signal, report, inTurn } }),
  });
  const devices = createDeviceCheck(async () => {
    const { openBrowserDevices } = await import('./create-browser-devices.tsx');
    return openBrowserDevices(storage);
  }, report);
  if (checkup.guest === 'none') checkup.start();
  return {
    View: ({ app }: { app: App }) => (
      <CheckupScreen app={app} checkup={checkup} devices={devices} describe={describeObservation} />
    ),
    close() {
      checkup.close();
      devices.close();
    },
  };
}

/** `other` also where the script that knows could not be had: no result is lost for that. */
async function browserName(): Promise<BrowserName> {
  const family = await import('./create-browser-devices.tsx').then(
    ({ thisBrowser }) => thisBrowser().family,
    () => 'other' as const,
  );
  return family === 'chrome' ? 'chromium' : family;
}
