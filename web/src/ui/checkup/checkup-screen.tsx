import { useEffect } from 'preact/hooks';
import type { Checkup, DeviceCheck } from '../../checkup/view.ts';
import type { Describe } from '../../diagnosis/describe-observation.ts';
import type { App } from '../../session/view.ts';
import { Page } from '../elements/page.tsx';
import { useDocumentTitle, useI18n } from '../i18n-context.ts';
import '../styles/checkup.css';
import { CheckupHeadline } from './checkup-headline.tsx';
import { CheckupResult } from './checkup-result.tsx';
import { GuestIntro } from './guest-intro.tsx';
import { PasswordForm } from './password-form.tsx';
import { StepList } from './step-list.tsx';
import { useCheckupTexts } from './use-checkup-texts.ts';

interface CheckupScreenProps {
  readonly app: App;
  readonly checkup: Checkup;
  readonly devices: DeviceCheck;
  readonly describe: Describe;
}

/** Whether calls work from here: one sentence, and what it rests on. */
export function CheckupScreen({ app, checkup, devices, describe }: CheckupScreenProps) {
  const texts = useCheckupTexts();
  const language = useI18n().language.value;
  useDocumentTitle(texts.documentTitle);
  const phase = checkup.phase.value;
  const observation = checkup.observation.value;
  useFocusOnHeading(phase);
  return (
    <Page name="checkup" onHome={app.goHome}>
      {phase === 'ready' && <GuestIntro checkup={checkup} />}
      {phase === 'password' && (
        <>
          <div class="checkup-words">
            <h1 tabIndex={-1}>{texts.password.title}</h1>
          </div>
          <PasswordForm checkup={checkup} />
        </>
      )}
      {phase === 'running' && (
        <>
          <CheckupHeadline state="pending" sentence={texts.running}>
            <p class="lead">{texts.runningHint}</p>
          </CheckupHeadline>
          <StepList steps={checkup.steps.value} />
        </>
      )}
      {phase === 'done' && observation !== null && (
        <CheckupResult
          {...{ app, checkup, devices, observation }}
          description={describe(observation, language)}
        />
      )}
    </Page>
  );
}

/** Whoever pressed a button that is gone is led on from where they are, and hears what came of it. */
function useFocusOnHeading(phase: string): void {
  useEffect(() => {
    if (phase !== 'password' && document.activeElement === document.body)
      document.querySelector('h1')?.focus({ preventScroll: true });
  }, [phase]);
}
