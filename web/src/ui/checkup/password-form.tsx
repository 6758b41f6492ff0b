import { useEffect, useRef } from 'preact/hooks';
import { MAX_CREATE_PASSWORD_CHARACTERS } from '#protocol';
import type { Checkup } from '../../checkup/view.ts';
import { useCheckupTexts } from './use-checkup-texts.ts';

/** The relay is for those who may open rooms, where the server wants it so. */
export function PasswordForm({ checkup }: { checkup: Checkup }) {
  const { password } = useCheckupTexts();
  const field = useRef<HTMLInputElement>(null);
  const isWrong = checkup.passwordProblem.value === 'wrong-password';
  useEffect(() => field.current?.focus(), []);
  function handleSubmit(event: Event): void {
    event.preventDefault();
    checkup.submitPassword();
  }
  return (
    <form class="checkup-password" onSubmit={handleSubmit}>
      <div class="field">
        <label class="label" for="checkup-password">
          {password.label}
        </label>
        <input
          ref={field}
          id="checkup-password"
          class="input"
          type="password"
          required
          autocomplete="current-password"
          enterkeyhint="go"
          maxLength={MAX_CREATE_PASSWORD_CHARACTERS}
          value={checkup.password.value}
          aria-invalid={isWrong}
          aria-describedby="checkup-password-hint"
          data-testid="checkup-password"
          onInput={(event) => {
            checkup.password.value = event.currentTarget.value;
          }}
        />
        <p id="checkup-password-hint" class="hint" data-tone={isWrong ? 'problem' : undefined}>
          {isWrong ? password.wrong : password.hint}
        </p>
      </div>
      <div class="actions">
        <button type="submit" class="button button-primary" data-testid="send-password">
          {password.send}
        </button>
        <button
          type="button"
          class="button button-secondary"
          data-testid="without-password"
          onClick={() => checkup.goWithoutPassword()}
        >
          {password.without}
        </button>
      </div>
    </form>
  );
}
