import { findInAppBrowser } from '../../browser/in-app-browser.ts';
import { IN_APP_NAMES } from '../../i18n/in-app-names.ts';
import type { UnsupportedReason } from '../../session/view.ts';
import { InviteLink } from '../elements/invite-link.tsx';
import { Page } from '../elements/page.tsx';
import { useDocumentTitle, useI18n, useTexts } from '../i18n-context.ts';

/** This page, here, cannot make calls: why, and what to do instead. */
export function UnsupportedScreen({ reason, onHome }: { reason: UnsupportedReason; onHome: () => void }) {
  const { unsupported } = useTexts();
  useDocumentTitle(unsupported.documentTitle);
  return (
    <Page name="unsupported" onHome={onHome}>
      <div class="card">
        <h1 tabIndex={-1}>{unsupported.title[reason]}</h1>
        <p class="lead">{unsupported.lead[reason]}</p>
        {reason === 'in-app' && <StepsOut />}
        <p>{unsupported.wayOut[reason]}</p>
        <WayOut reason={reason} />
      </div>
    </Page>
  );
}

/** Out of the browser inside of an app. */
function StepsOut() {
  const { language, texts } = useI18n();
  const browser = findInAppBrowser(navigator.userAgent);
  if (browser === null) return null;
  const { inApp } = texts.value.unsupported;
  return (
    <ol class="steps" data-testid="in-app-steps">
      <li>{inApp.openMenu(IN_APP_NAMES[language.value][browser.app])}</li>
      <li>{inApp.choose[browser.system]}</li>
    </ol>
  );
}

function WayOut({ reason }: { reason: UnsupportedReason }) {
  const { unsupported } = useTexts();
  if (reason === 'no-webrtc') return <InviteLink link={location.href} label={unsupported.address} />;
  if (reason === 'in-app')
    return <InviteLink isMainAction link={location.href} label={unsupported.address} />;
  if (reason === 'load-failed') {
    return (
      <p>
        <button type="button" class="button button-primary" onClick={() => location.reload()}>
          {unsupported.reload}
        </button>
      </p>
    );
  }
  return (
    <>
      <p>
        <a class="button button-primary" href={location.href.replace(/^http:/, 'https:')}>
          {unsupported.openSecure}
        </a>
      </p>
      <p class="hint">{unsupported.operator}</p>
    </>
  );
}
