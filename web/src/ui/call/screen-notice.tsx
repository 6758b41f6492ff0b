import { useSignal } from '@preact/signals';
import type { ScreenProblem, ScreenShare } from '../../session/view.ts';
import { Notice } from '../elements/notice.tsx';
import { useCallTexts } from './use-call-texts.ts';

/** Why the screen could not be shared, until it is closed or tried again. */
export function ScreenNotice({ screen }: { screen: ScreenShare }) {
  const { company } = useCallTexts();
  const closed = useSignal<ScreenProblem | null>(null);
  const problem = screen.problem.value;
  if (problem === null) closed.value = null;
  if (problem === null || problem === closed.value) return null;
  return (
    <Notice
      role="alert"
      tone="problem"
      onClose={() => {
        closed.value = problem;
      }}
    >
      {company.screenProblems[problem]}
    </Notice>
  );
}
