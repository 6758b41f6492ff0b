import { useSignal } from '@preact/signals';
import type { Observation } from '#diagnosis';
import type { Checkup, DeviceCheck } from '../../checkup/view.ts';
import type { Description } from '../../diagnosis/describe-observation.ts';
import type { App } from '../../session/view.ts';
import { CheckIcon, ChevronIcon, CopyIcon } from '../elements/icons.tsx';
import { SideLink } from '../elements/side-link.tsx';
import { CheckupHeadline } from './checkup-headline.tsx';
import { DeliveryNotice } from './delivery-notice.tsx';
import { DeviceSection } from './device-section.tsx';
import { FactDetails } from './fact-details.tsx';
import { formatResult } from './format-result.ts';
import { StateMark } from './state-mark.tsx';
import { useCheckupTexts } from './use-checkup-texts.ts';

interface CheckupResultProps {
  readonly app: App;
  readonly checkup: Checkup;
  readonly devices: DeviceCheck;
  readonly observation: Observation;
  readonly description: Description;
}

export function CheckupResult({ app, checkup, devices, observation, description }: CheckupResultProps) {
  const texts = useCheckupTexts();
  const { outcome, cause, headline, sentence, cures, lines } = description;
  return (
    <>
      <CheckupHeadline state={outcome} cause={cause} sentence={headline}>
        <p class="lead">{sentence}</p>
        {cures !== null && <p>{cures.person}</p>}
      </CheckupHeadline>
      <DeliveryNotice checkup={checkup} />
      <ul class="checkup-lines" aria-label={texts.results}>
        {lines.map(({ about, state, text }, index) => (
          <li key={index} data-testid="checkup-line" data-state={state}>
            <span class="checkup-line-text" data-about={about}>
              {text}
            </span>
            <StateMark state={state} />
          </li>
        ))}
      </ul>
      {cures !== null && (
        <details class="checkup-details">
          <summary>
            {texts.forOperator}
            <ChevronIcon />
          </summary>
          <p>{cures.operator}</p>
        </details>
      )}
      <FactDetails observation={observation} />
      <ResultActions checkup={checkup} observation={observation} description={description} />
      <DeviceSection app={app} devices={devices} />
      <SideLink app={app} path="/trickle">
        {texts.trickle}
      </SideLink>
    </>
  );
}

function ResultActions({
  checkup,
  observation,
  description,
}: Pick<CheckupResultProps, 'checkup' | 'observation' | 'description'>) {
  const texts = useCheckupTexts();
  const state = useSignal<'idle' | 'copied' | 'failed'>('idle');
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(formatResult({ observation, description, texts, at: new Date() }));
      state.value = 'copied';
    } catch {
      // Refused by the browser: the person is told what they can do instead.
      state.value = 'failed';
    }
  }
  return (
    <div class="checkup-copy">
      <div class="actions">
        <button
          type="button"
          class="button button-primary"
          data-testid="test-again"
          onClick={() => checkup.start()}
        >
          {texts.again}
        </button>
        <button type="button" class="button button-secondary" data-testid="copy-result" onClick={copy}>
          {state.value === 'copied' ? <CheckIcon /> : <CopyIcon />}
          <span>{state.value === 'copied' ? texts.copied : texts.copy}</span>
        </button>
      </div>
      <p role="status">{state.value === 'failed' && texts.copyFailed}</p>
    </div>
  );
}
