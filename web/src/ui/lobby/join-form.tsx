import { type Call, type JoinProblem, MAX_NAME_CHARACTERS } from '../../session/view.ts';
import { Notice } from '../elements/notice.tsx';
import { useTexts } from '../i18n-context.ts';
import { EntryPanel, isAtLockedDoor, isWaiting } from './entry-panel.tsx';
import { PasswordField } from './password-field.tsx';

export function JoinForm({ call }: { call: Call }) {
  const { lobby } = useTexts();
  // Also while the script of the call is still on its way.
  const isJoining = call.phase.value !== 'lobby';

  function handleSubmit(event: Event): void {
    event.preventDefault();
    if (!isJoining) void call.join();
  }

  return (
    <form class="join-form" onSubmit={handleSubmit}>
      <div class="field">
        <label class="label" for="name">
          {lobby.name}
        </label>
        <input
          id="name"
          class="input"
          type="text"
          dir="auto"
          autocomplete="nickname"
          enterkeyhint="go"
          maxLength={MAX_NAME_CHARACTERS}
          value={call.name.value}
          aria-describedby="name-hint"
          data-testid="name-input"
          onInput={(event) => {
            call.name.value = event.currentTarget.value;
          }}
        />
        <p id="name-hint" class="hint">
          {lobby.nameHint}
        </p>
      </div>
      {call.passwordAsked.value && <PasswordField call={call} />}
      {!isWaiting(call) && (
        <button
          type="submit"
          class="button button-primary button-large"
          aria-disabled={isJoining}
          data-testid="join-call"
        >
          {isJoining ? lobby.joining : lobby.join}
        </button>
      )}
      {isAtLockedDoor(call) ? <EntryPanel call={call} /> : <JoinProblemNotice call={call} />}
    </form>
  );
}

/** Why also where nobody answers: browsers never ask again for a script that they could not have once. */
const RELOAD_HELPS: ReadonlySet<JoinProblem> = new Set(['version', 'unreachable']);

function JoinProblemNotice({ call }: { call: Call }) {
  const { lobby, refusals, unreachable } = useTexts();
  const problem = call.joinProblem.value;
  if (problem === null) return null;
  const reload = (
    <button type="button" class="button button-secondary" onClick={() => location.reload()}>
      {lobby.reload}
    </button>
  );
  return (
    <Notice
      role="alert"
      tone={problem === 'password-needed' ? 'warning' : 'problem'}
      testId="join-problem"
      action={RELOAD_HELPS.has(problem) && reload}
    >
      {problem === 'unreachable' ? unreachable : refusals[problem]}
    </Notice>
  );
}
