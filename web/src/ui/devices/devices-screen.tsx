import { useEffect } from 'preact/hooks';
import type { App, LocalMedia } from '../../session/view.ts';
import { MediaNotice } from '../elements/media-notice.tsx';
import { MediaToggles } from '../elements/media-toggles.tsx';
import { Page } from '../elements/page.tsx';
import { SelfView } from '../elements/self-view.tsx';
import { useDocumentTitle, useTexts } from '../i18n-context.ts';
import { DeviceNotices } from './device-notices.tsx';
import { DevicePanel } from './device-panel.tsx';

/** Devices without a call: nothing here leaves the browser. */
export function DevicesScreen({ app, media }: { app: App; media: LocalMedia }) {
  const { devices, lobby } = useTexts();
  useDocumentTitle(devices.documentTitle);
  useEffect(() => {
    if (media.status.peek() === 'idle') void media.open();
  }, [media]);
  const isAsking = media.status.value === 'asking';
  const status = media.cameraOn.value ? lobby.starting : lobby.cameraIsOff;
  return (
    <Page name="devices" onHome={app.goHome}>
      <div class="devices-head">
        <h1 tabIndex={-1}>{devices.title}</h1>
        <p class="lead">{devices.lead}</p>
      </div>
      <section class="lobby-view" aria-label={devices.preview}>
        <SelfView media={media} name="" status={isAsking ? lobby.asking : status}>
          <MediaToggles media={media} />
        </SelfView>
        <MediaNotice media={media} />
        <DeviceNotices controls={media.controls} />
      </section>
      <div class="devices-panel">
        <DevicePanel media={media} headings="h2" />
        <div class="actions">
          <button
            type="button"
            class="button button-primary"
            data-testid="devices-done"
            onClick={() => app.closeSidePage()}
          >
            {devices.back}
          </button>
        </div>
      </div>
    </Page>
  );
}
