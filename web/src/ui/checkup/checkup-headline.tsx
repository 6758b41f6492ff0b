import type { ComponentChildren } from 'preact';
import type { CauseCode } from '#diagnosis';
import type { LineState } from '../../diagnosis/describe-observation.ts';
import { StateIcon } from './state-mark.tsx';

interface CheckupHeadlineProps {
  readonly state: LineState | 'pending';
  /** Of the verdict; absent while there is none. */
  readonly cause?: CauseCode;
  readonly sentence: string;
  readonly children?: ComponentChildren;
}

/** The one sentence that everything comes down to. It is read out when it changes. */
export function CheckupHeadline({ state, cause, sentence, children }: CheckupHeadlineProps) {
  return (
    <div
      class="checkup-headline"
      data-state={state}
      data-outcome={cause && state}
      data-cause={cause}
      data-testid="checkup-headline"
    >
      <span class="checkup-emblem">
        <StateIcon state={state} />
      </span>
      <div class="checkup-words" role="status">
        <h1 tabIndex={-1}>{sentence}</h1>
        {children}
      </div>
    </div>
  );
}
