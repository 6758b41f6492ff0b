import type { App } from '../../session/view.ts';
import type { Trickle } from '../../trickle/trickle.ts';
import '../styles/section-card.css';
import '../styles/trickle.css';
import type { Describe } from '../../diagnosis/describe-observation.ts';
import { Page } from '../elements/page.tsx';
import { useDocumentTitle } from '../i18n-context.ts';
import { CandidateSection } from './candidate-section.tsx';
import { ErrorSection } from './error-section.tsx';
import { LearnText } from './learn.tsx';
import { OfferSection } from './offer-section.tsx';
import { PublicPageSection } from './public-page-section.tsx';
import { ReportSection } from './report-section.tsx';
import { RunPanel } from './run-panel.tsx';
import { ServerSection } from './server-section.tsx';
import { useTrickleTexts } from './trickle-texts.ts';
import { VerdictSection } from './verdict-section.tsx';

interface TrickleScreenProps {
  readonly app: App;
  readonly trickle: Trickle;
  /** What the facts mean; without it the page says the facts alone. */
  readonly describe: Describe;
}

/** Candidates, and whether bytes pass: what goes over the network goes to the servers of the list alone. */
export function TrickleScreen({ app, trickle, describe }: TrickleScreenProps) {
  const texts = useTrickleTexts();
  useDocumentTitle(texts.documentTitle);
  const run = trickle.run.value;
  return (
    <Page name="trickle" onHome={app.goHome}>
      <div class="trickle-head">
        <h1 tabIndex={-1}>{texts.title}</h1>
        <p class="lead">{texts.lead}</p>
        <LearnText {...texts.learn.ice} />
      </div>
      <ServerSection servers={trickle.servers} />
      <RunPanel trickle={trickle} />
      {run.end !== null && <VerdictSection run={run} describe={describe} />}
      {run.phase !== 'idle' && run.phase !== 'asking' && <CandidateSection run={run} />}
      {run.errors.length > 0 && <ErrorSection errors={run.errors} />}
      {run.offer !== null && <OfferSection offer={run.offer} />}
      {run.phase === 'done' && <ReportSection run={run} />}
      <PublicPageSection servers={trickle.servers} />
      <div class="actions">
        <button
          type="button"
          class="button button-secondary"
          data-testid="trickle-done"
          onClick={() => app.closeSidePage()}
        >
          {texts.back}
        </button>
      </div>
    </Page>
  );
}
