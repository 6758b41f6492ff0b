import { useEffect, useId, useRef } from 'preact/hooks';
import type { StatusPage } from '../../status/view.ts';
import { useStatusTexts } from './use-status-texts.ts';

/** Why 512: longer than any token; what is longer is a mistake of the clipboard. */
const MAX_TOKEN_CHARACTERS = 512;

/** By a link that a command prints, or by the token. */
export function SignIn({ page }: { page: StatusPage }) {
  const { signIn } = useStatusTexts();
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const isWorking = page.phase.value === 'signing-in';
  const problem = page.problem.value;
  useEffect(() => {
    if (problem !== null) field.current?.focus();
  }, [problem]);
  function handleSubmit(event: Event): void {
    event.preventDefault();
    page.signIn();
  }
  return (
    <>
      <div class="checkup-words">
        <h1 tabIndex={-1}>{signIn.title}</h1>
        <p class="lead">{signIn.lead}</p>
      </div>
      <div class="section-card status-sign-in">
        <p>{signIn.how}</p>
        <pre class="code status-command">{signIn.command}</pre>
      </div>
      <form class="section-card status-sign-in" onSubmit={handleSubmit}>
        <p>{signIn.orToken}</p>
        <div class="field">
          <label class="label" for={`${id}-token`}>
            {signIn.label}
          </label>
          <input
            ref={field}
            id={`${id}-token`}
            class="input"
            type="password"
            required
            // Not kept by the browser: with it one is the operator for good.
            autocomplete="off"
            enterkeyhint="go"
            maxLength={MAX_TOKEN_CHARACTERS}
            value={page.token.value}
            aria-invalid={problem === 'unauthorized'}
            aria-describedby={`${id}-problem`}
            data-testid="operator-token"
            onInput={(event) => {
              page.token.value = event.currentTarget.value;
            }}
          />
          <p
            id={`${id}-problem`}
            class="hint"
            role="alert"
            data-tone="problem"
            data-problem={problem}
            data-testid="sign-in-problem"
          >
            {problem !== null && signIn.problems[problem]}
          </p>
        </div>
        <KeepSwitch page={page} />
        <div class="actions">
          <button type="submit" class="button button-primary" aria-disabled={isWorking} data-testid="sign-in">
            {isWorking ? signIn.working : signIn.submit}
          </button>
        </div>
      </form>
    </>
  );
}

/** Nothing is kept in the browser unless somebody says so. */
export function KeepSwitch({ page }: { page: StatusPage }) {
  const { signIn } = useStatusTexts();
  const id = useId();
  return (
    <label class="switch">
      <input
        type="checkbox"
        checked={page.isKept.value}
        aria-describedby={id}
        data-testid="stay-signed-in"
        onChange={(event) => page.keep(event.currentTarget.checked)}
      />
      <span class="switch-text">
        <span>{signIn.keep}</span>
        <span id={id} class="hint">
          {signIn.keepHint}
        </span>
      </span>
    </label>
  );
}
