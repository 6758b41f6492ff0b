import type { LineState } from '../../diagnosis/describe-observation.ts';
import { AlertIcon, CheckIcon, CloseIcon, Icon } from '../elements/icons.tsx';
import { useCheckupTexts } from './use-checkup-texts.ts';

/** `pending`: it is being looked at. `done`: it was, and what came of it is told with everything else. */
type Mark = LineState | 'pending' | 'done';

/** The word beside it carries the meaning. */
export function StateIcon({ state }: { state: Mark }) {
  if (state === 'pending') return <span class="pulse" aria-hidden="true" />;
  if (state === 'good' || state === 'done') return <CheckIcon />;
  if (state === 'limited') return <AlertIcon />;
  return state === 'bad' ? <CloseIcon /> : <DashIcon />;
}

export function StateMark({ state }: { state: Mark }) {
  const { states, pending, done } = useCheckupTexts();
  const word = state === 'pending' ? pending : state === 'done' ? done : states[state];
  return (
    <span class="state-mark" data-state={state}>
      <StateIcon state={state} />
      <span>{word}</span>
    </span>
  );
}

const DashIcon = () => (
  <Icon>
    <path d="M6 12h12" />
  </Icon>
);
