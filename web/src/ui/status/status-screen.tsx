import { useEffect } from 'preact/hooks';
import type { ServiceStatus } from '#protocol';
import type { Describe } from '../../diagnosis/describe-observation.ts';
import type { DescribeStatus } from '../../diagnosis/describe-service-status.ts';
import type { App } from '../../session/view.ts';
import type { StatusPage } from '../../status/view.ts';
import { Notice } from '../elements/notice.tsx';
import { Page } from '../elements/page.tsx';
import { useDocumentTitle, useI18n } from '../i18n-context.ts';
import '../styles/section-card.css';
import '../styles/checkup.css';
import '../styles/status.css';
import { DeploymentCards } from './deployment-cards.tsx';
import { GuestSection } from './guest-section.tsx';
import { NowCard } from './now-card.tsx';
import { PartList } from './part-list.tsx';
import { ProblemSection } from './problem-section.tsx';
import { ReportSection } from './report-section.tsx';
import { SessionSection } from './session-section.tsx';
import { SignIn } from './sign-in.tsx';
import { StatusHeadline } from './status-headline.tsx';
import { useStatusTexts } from './use-status-texts.ts';

interface StatusScreenProps {
  readonly app: App;
  readonly page: StatusPage;
  readonly describe: DescribeStatus;
  readonly describeObservation: Describe;
}

/** For whoever runs the server: one sentence, and everything that it rests on. */
export function StatusScreen({ app, page, describe, describeObservation }: StatusScreenProps) {
  const texts = useStatusTexts();
  useDocumentTitle(texts.documentTitle);
  const phase = page.phase.value;
  const status = page.status.value;
  useFocusOnHeading(phase);
  return (
    <Page name="status" onHome={app.goHome}>
      {phase !== 'signed-in' && <SignIn page={page} />}
      {phase === 'signed-in' && page.isStale.value && (
        <Notice role="status" tone="problem" testId="status-stale">
          {texts.stale}
        </Notice>
      )}
      {phase === 'signed-in' && status === null && !page.isStale.value && (
        <p class="lead" role="status">
          {texts.loading}
        </p>
      )}
      {phase === 'signed-in' && status !== null && (
        <Findings {...{ page, status, describe, describeObservation }} />
      )}
      {phase === 'signed-in' && <SessionSection app={app} page={page} />}
    </Page>
  );
}

interface FindingsProps extends Omit<StatusScreenProps, 'app'> {
  readonly status: ServiceStatus;
}

function Findings({ page, status, describe, describeObservation }: FindingsProps) {
  const described = describe(status, useI18n().language.value);
  return (
    <>
      <StatusHeadline described={described} at={new Date(status.at)} />
      <div class="status-cards">
        <PartList lines={described.lines} relays={status.relays} />
        <NowCard status={status} />
        <DeploymentCards status={status} />
      </div>
      <ProblemSection problems={status.problems} />
      <GuestSection page={page} describe={describeObservation} />
      <ReportSection reports={page.reports.value} />
    </>
  );
}

/** Whoever pressed a button that is gone is led on from where they are, and hears what came of it. */
function useFocusOnHeading(phase: string): void {
  useEffect(() => {
    if (phase !== 'signing-in' && document.activeElement === document.body)
      document.querySelector('h1')?.focus({ preventScroll: true });
  }, [phase]);
}
