import type { UnsupportedReason } from '../../session/view.ts';
import { InviteLink } from '../elements/invite-link.tsx';
import { Page } from '../elements/page.tsx';
import { useDocumentTitle, useTexts } from '../i18n-context.ts';

/** This page, here, cannot make calls: why, and what to do instead. */
export function UnsupportedScreen({ reason, onHome }: { reason: UnsupportedReason; onHome: () => void }) {
  const { unsupported } = useTexts();
  useDocumentTitle(unsupported.documentTitle);
  return (
    <Page name="unsupported" onHome={onHome}>
      <div class="card">
        <h1 tabIndex={-1}>{unsupported.title[reason]}</h1>
        <p class="lead">{unsupported.lead[reason]}</p>
        <p>{unsupported.wayOut[reason]}</p>
        <WayOut reason={reason} />
      </div>
    </Page>
  );
}

function WayOut({ reason }: { reason: UnsupportedReason }) {
  const { unsupported } = useTexts();
  if (reason === 'no-webrtc') return <InviteLink link={location.href} label={unsupported.address} />;
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
