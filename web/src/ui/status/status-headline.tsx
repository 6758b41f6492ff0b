import type { DescribedStatus } from '#diagnosis';
import { StateIcon } from '../checkup/state-mark.tsx';
import { useStatusTexts } from './use-status-texts.ts';

/** The one sentence that everything comes down to, with the cure. It is read out when it changes. */
export function StatusHeadline({ described, at }: { described: DescribedStatus; at: Date }) {
  const texts = useStatusTexts();
  const { state, code, sentence, cure } = described;
  return (
    <div class="checkup-headline" data-state={state} data-code={code} data-testid="status-headline">
      <span class="checkup-emblem">
        <StateIcon state={state} />
      </span>
      <div class="checkup-words">
        <div class="checkup-words" role="status">
          <h1 tabIndex={-1}>{sentence}</h1>
          {cure !== null && <p class="lead">{cure}</p>}
        </div>
        <p class="hint">{texts.asOf(at)}</p>
      </div>
    </div>
  );
}
