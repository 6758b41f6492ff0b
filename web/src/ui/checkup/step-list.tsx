import type { Step } from '../../checkup/view.ts';
import type { CheckupTexts } from '../../i18n/checkup-en.ts';
import { StateMark } from './state-mark.tsx';
import { useCheckupTexts } from './use-checkup-texts.ts';
import { wayOf } from './way-of.ts';

/** What is looked at now, and what was. */
export function StepList({ steps }: { steps: readonly Step[] }) {
  const texts = useCheckupTexts();
  return (
    <ul class="checkup-lines" aria-label={texts.progress} data-testid="checkup-steps">
      {steps.map((step) => (
        <li key={`${step.name} ${step.url}`} data-testid="checkup-step">
          <span class="checkup-line-text">{nameOf(step, texts)}</span>
          <StateMark state={step.isDone ? 'done' : 'pending'} />
        </li>
      ))}
    </ul>
  );
}

function nameOf({ name, url }: Step, texts: CheckupTexts): string {
  return name === 'turn' ? texts.turnStep(wayOf(url ?? '', texts)) : texts.steps[name];
}
