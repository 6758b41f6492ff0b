import { signInCode } from '#protocol';
import { browserStorage } from './browser/browser-storage.ts';
import { createPageVisibility } from './browser/page-visibility.ts';
import { systemClock } from './browser/system-clock.ts';
import { describeObservation } from './diagnosis/describe-observation.ts';
import { describeServiceStatus } from './diagnosis/describe-service-status.ts';
import type { SidePage } from './session/app.ts';
import type { App } from './session/view.ts';
import { createStatusPage } from './status/create-status-page.ts';
import { createStatusServer } from './status/status-server.ts';
import type { SideView } from './ui/root.tsx';
import { StatusScreen } from './ui/status/status-screen.tsx';

/** The page for whoever runs the server: with what it imports it loads when that page is opened. */
export function createBrowserStatus(hash: string): SidePage & { readonly View: SideView } {
  const code = signInCode.safeParse(hash.slice(1)).data ?? null;
  // Out of sight and out of the history at once, although it is good only once.
  if (hash !== '') history.replaceState(history.state, '', location.pathname);
  const closing = new AbortController();
  const page = createStatusPage({
    code,
    server: createStatusServer({
      ...{ clock: systemClock, signal: closing.signal },
      fetch: (path, init) => fetch(path, init),
    }),
    tabStorage: browserStorage(() => window.sessionStorage),
    visible: createPageVisibility(document),
    clock: systemClock,
    origin: location.origin,
  });
  return {
    View: ({ app }: { app: App }) => (
      <StatusScreen
        {...{ app, page }}
        describe={describeServiceStatus}
        describeObservation={describeObservation}
      />
    ),
    close() {
      page.close();
      closing.abort();
    },
  };
}
