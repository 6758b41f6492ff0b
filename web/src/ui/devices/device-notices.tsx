import type { DeviceControls } from '../../session/device-view.ts';
import { Notice } from '../elements/notice.tsx';
import { useTexts } from '../i18n-context.ts';

/** What was plugged in or out, and what the system holds back. */
export function DeviceNotices({ controls }: { controls: DeviceControls }) {
  const { devices, media } = useTexts();
  const notice = controls.notice.value;
  const interrupted = controls.interrupted.value;
  return (
    <>
      {interrupted !== null && (
        <Notice
          role="alert"
          testId="media-interrupted"
          action={
            <button
              type="button"
              class="button button-primary"
              data-testid="resume-media"
              onClick={() => void controls.resume()}
            >
              {media.resume}
            </button>
          }
        >
          {media.interrupted[interrupted]}
        </Notice>
      )}
      {notice !== null && (
        <Notice
          role="status"
          testId="device-notice"
          action={
            notice.what === 'new' && (
              <button
                type="button"
                class="button button-secondary"
                data-testid="use-device"
                onClick={() => void controls.useOffered()}
              >
                {devices.use}
              </button>
            )
          }
          onClose={controls.dismissNotice}
        >
          {devices.notices[notice.what](notice.label, notice.kind)}
        </Notice>
      )}
    </>
  );
}
