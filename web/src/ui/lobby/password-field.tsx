import { useEffect, useRef } from 'preact/hooks';
import { MAX_CREATE_PASSWORD_CHARACTERS } from '#protocol';
import type { Call } from '../../session/view.ts';
import { useTexts } from '../i18n-context.ts';

/** Where the server asks for a password to open a room; it takes the focus whenever it was missing or wrong. */
export function PasswordField({ call }: { call: Call }) {
  const { lobby } = useTexts();
  const field = useRef<HTMLInputElement>(null);
  const problem = call.joinProblem.value;
  const isWrong = problem === 'wrong-password';
  useEffect(() => {
    if (isWrong || problem === 'password-needed') field.current?.focus();
  }, [isWrong, problem]);
  return (
    <div class="field">
      <label class="label" for="password">
        {lobby.password}
      </label>
      <input
        ref={field}
        id="password"
        class="input"
        type="password"
        autocomplete="current-password"
        enterkeyhint="go"
        maxLength={MAX_CREATE_PASSWORD_CHARACTERS}
        value={call.password.value}
        aria-invalid={isWrong}
        aria-describedby="password-hint"
        data-testid="password-input"
        onInput={(event) => {
          call.password.value = event.currentTarget.value;
        }}
      />
      <p id="password-hint" class="hint">
        {lobby.passwordHint}
      </p>
    </div>
  );
}
