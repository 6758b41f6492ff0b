import type { ComponentChildren } from 'preact';
import type { App, Call } from '../../session/view.ts';
import { Page } from '../elements/page.tsx';
import { Mark } from '../elements/wordmark.tsx';
import { useDocumentTitle, useTexts } from '../i18n-context.ts';

interface OverScreenProps {
  readonly app: App;
  readonly call: Call;
  /** What can be done about a call that was bad. */
  readonly children?: ComponentChildren;
}

/** After the call. Coming back is a new visit to the same room, through its lobby. */
export function OverScreen({ app, call, children }: OverScreenProps) {
  const { common, over } = useTexts();
  const reason = call.endReason.value ?? 'left';
  useDocumentTitle(over.documentTitle);
  return (
    <Page name="over" onHome={app.goHome}>
      <div class="card card-centred">
        <Mark />
        <h1 tabIndex={-1}>{over.title[reason]}</h1>
        <p class="lead">{over.lead[reason]}</p>
        <div class="actions">
          {reason !== 'removed' && (
            <button
              type="button"
              class="button button-primary"
              data-testid="rejoin"
              onClick={() => app.openRoom(call.inviteLink)}
            >
              {over.rejoin[reason]}
            </button>
          )}
          <button
            type="button"
            class={`button ${reason === 'removed' ? 'button-primary' : 'button-secondary'}`}
            data-testid="new-call"
            onClick={() => app.startNewCall()}
          >
            {common.newCall}
          </button>
        </div>
        {children}
        <button type="button" class="button-text" onClick={() => app.goHome()}>
          {common.backHome}
        </button>
      </div>
    </Page>
  );
}
