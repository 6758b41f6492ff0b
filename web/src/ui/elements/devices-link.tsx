import type { App } from '../../session/view.ts';
import { useTexts } from '../i18n-context.ts';

/** To the page of the devices; a real link, so that it can be opened in a tab of its own. */
export function DevicesLink({ app, isLong = true }: { app: App; isLong?: boolean }) {
  const { devices } = useTexts();
  return (
    <a
      class="devices-link button-text"
      href="/devices"
      data-testid="devices-link"
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        app.openSidePage('/devices');
      }}
    >
      {isLong ? devices.link : devices.more}
    </a>
  );
}
