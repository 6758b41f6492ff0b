import type { Call, EntryState } from '../../session/view.ts';
import { Notice } from '../elements/notice.tsx';
import { useTexts } from '../i18n-context.ts';

/** In front of a locked door: what one waits for, and how to stop waiting. */
export function EntryPanel({ call }: { call: Call }) {
  const { entry: texts } = useTexts().rooms;
  const state = call.entry.state.value;
  const waits = isWaiting(call);
  const action = waits ? (
    <button
      type="button"
      class="button button-secondary"
      data-testid="entry-cancel"
      onClick={call.entry.cancel}
    >
      {texts.cancel}
    </button>
  ) : (
    <button type="button" class="button button-primary" data-testid="entry-ask" onClick={call.entry.ask}>
      {state === 'idle' ? texts.ask : texts.askAgain}
    </button>
  );
  return (
    <Notice
      role="status"
      tone={waits ? 'calm' : 'warning'}
      testId="entry"
      icon={waits ? <span class="pulse" aria-hidden="true" /> : undefined}
      action={action}
    >
      {waits && <strong class="entry-title">{texts.title}</strong>}
      <span data-testid="entry-state" data-state={state}>
        {texts.state[state]}
      </span>
      {state === 'idle' && <span class="entry-hint">{texts.nameHint}</span>}
    </Notice>
  );
}

/** Whether the lobby shows the door instead of another problem. */
export function isAtLockedDoor(call: Call): boolean {
  const problem = call.joinProblem.value;
  if (!call.entry.isPossible || problem === 'version') return false;
  return problem === 'locked' || call.entry.state.value !== 'idle';
}

/** Whether the door is being waited at: joining is then what happens by itself. */
export function isWaiting(call: Call): boolean {
  return WAITING.has(call.entry.state.value);
}

const WAITING: ReadonlySet<EntryState> = new Set(['asking', 'waiting', 'unheard']);
