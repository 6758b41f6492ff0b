import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { HiddenIcon, ShownIcon } from './trickle-icons.tsx';

interface ServerInputProps {
  readonly name: 'url' | 'username' | 'credential';
  readonly label: string;
  readonly value: string;
  readonly problem: string | null;
  /** For a password: whether it can be read, and the button for that. */
  readonly secret?: { readonly isShown: boolean; readonly name: string; readonly onToggle: () => void };
  readonly onInput: (value: string) => void;
}

/** One field of a server. What is wrong with it is said once somebody has left it. */
export function ServerInput({ name, label, value, problem, secret, onInput }: ServerInputProps) {
  const id = useId();
  const isLeft = useSignal(value !== '');
  const shown = isLeft.value ? problem : null;
  return (
    <div class="field server-input" data-field={name}>
      <label class="label" for={id}>
        {label}
      </label>
      <div class="server-input-row">
        <input
          id={id}
          class="input code"
          // The types of Preact know no field that may be either.
          type={(secret && !secret.isShown ? 'password' : 'text') as 'text'}
          inputMode={name === 'url' ? 'url' : 'text'}
          autoComplete="off"
          autoCapitalize="none"
          spellcheck={false}
          aria-invalid={shown !== null}
          aria-describedby={`${id}-problem`}
          data-testid={`server-${name}`}
          value={value}
          onInput={(event) => onInput(event.currentTarget.value)}
          onBlur={() => {
            isLeft.value = true;
          }}
        />
        {secret && (
          <button
            type="button"
            class="button-icon"
            aria-label={secret.name}
            aria-pressed={secret.isShown}
            onClick={secret.onToggle}
          >
            {secret.isShown ? <ShownIcon /> : <HiddenIcon />}
          </button>
        )}
      </div>
      <p id={`${id}-problem`} class="hint server-problem" data-tone="problem" role="status">
        {shown}
      </p>
    </div>
  );
}
