import { systemClock } from './browser/system-clock.ts';
import type { SidePage } from './session/app.ts';
import type { App } from './session/view.ts';
import { browserRelayCheck } from './trickle/browser-relay-check.ts';
import { createFetchServers } from './trickle/fetch-servers.ts';
import type { GatheringConnection } from './trickle/gather.ts';
import { createOpenMedia } from './trickle/open-media.ts';
import { createTrickle } from './trickle/trickle.ts';
import type { SideView } from './ui/root.tsx';
import { TrickleScreen } from './ui/trickle/trickle-screen.tsx';

/** The page of candidates: with what it imports it loads when that page is opened. */
export function createBrowserTrickle(): SidePage & { readonly View: SideView } {
  const trickle = createTrickle({
    clock: systemClock,
    createConnection: (configuration) => new RTCPeerConnection(configuration) as GatheringConnection,
    fetchServers: createFetchServers((...request) => fetch(...request)),
    relayCheck: browserRelayCheck,
    openMedia: createOpenMedia(navigator.mediaDevices),
    report: reportError,
  });
  return {
    View: ({ app }: { app: App }) => <TrickleScreen app={app} trickle={trickle} describe={null} />,
    close: () => trickle.close(),
  };
}
