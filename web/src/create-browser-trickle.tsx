import { systemClock } from './browser/system-clock.ts';
import { createCheckupServer } from './checkup/checkup-server.ts';
import { describeObservation } from './diagnosis/describe-observation.ts';
import { probeTurnUrl } from './probe/probe-turn-url.ts';
import type { SidePage } from './session/app.ts';
import type { App } from './session/view.ts';
import type { GatheringConnection } from './trickle/gather.ts';
import { createOpenMedia } from './trickle/open-media.ts';
import type { RelayCheck } from './trickle/relay-check.ts';
import { createTrickle } from './trickle/trickle.ts';
import type { SideView } from './ui/root.tsx';
import { TrickleScreen } from './ui/trickle/trickle-screen.tsx';

/** Round trips within a house take less than a millisecond, which the time of day does not show. */
const clock = { ...systemClock, now: () => performance.now() };

/** The page of candidates: with what it imports it loads when that page is opened. */
export function createBrowserTrickle(): SidePage & { readonly View: SideView } {
  const server = createCheckupServer({
    fetch: (path, init) => fetch(path, init),
    clock: systemClock,
    deviceTime: Date.now,
  });
  const closing = new AbortController();
  const trickle = createTrickle({
    clock: systemClock,
    createConnection: (configuration) => new RTCPeerConnection(configuration) as GatheringConnection,
    fetchServers: (password) =>
      server.requestCredentials(password === '' ? {} : { password }, closing.signal),
    relayCheck,
    openMedia: createOpenMedia(navigator.mediaDevices),
    report: reportError,
  });
  return {
    View: ({ app }: { app: App }) => (
      <TrickleScreen app={app} trickle={trickle} describe={describeObservation} />
    ),
    close() {
      closing.abort();
      trickle.close();
    },
  };
}

/** As the connection test does it; the allocation was looked at before. */
const relayCheck: RelayCheck = async (iceServers, url, signal) => {
  const server = iceServers.find(({ urls }) => [urls].flat().includes(url));
  if (server === undefined) return null;
  const { username = '', credential = '' } = server;
  return probeTurnUrl({
    ...{ url, signal, clock, report: reportError },
    iceServer: { username, credential },
    createPeerConnection: (configuration) => new RTCPeerConnection(configuration),
    inTurn: (pass) => pass(),
  });
};
