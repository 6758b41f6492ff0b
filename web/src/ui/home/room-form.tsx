import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { type CodeStrength, estimateCodeStrength } from '../../session/code-strength.ts';
import { MIN_CODE_CHARACTERS } from '../../session/room-key.ts';
import type { RoomInputProblem } from '../../session/view.ts';
import { useTexts } from '../i18n-context.ts';

interface RoomFormProps {
  readonly openRoom: (input: string) => RoomInputProblem | null;
  /** With the link that led here. */
  readonly firstProblem: RoomInputProblem | null;
}

export function RoomForm({ openRoom, firstProblem }: RoomFormProps) {
  const { home, rooms } = useTexts();
  /** Null for a link, or nothing. */
  const strength = useSignal<CodeStrength | null>(null);
  const problem = useSignal(firstProblem);
  const field = useRef<HTMLInputElement>(null);

  function handleSubmit(event: Event): void {
    event.preventDefault();
    problem.value = openRoom(field.current?.value ?? '');
    if (problem.value !== null) field.current?.focus();
  }

  return (
    <form class="room-form" noValidate onSubmit={handleSubmit}>
      <label class="label" for="room">
        {home.roomInput}
      </label>
      <div class="room-form-row">
        <input
          ref={field}
          id="room"
          class="input"
          type="text"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          enterkeyhint="go"
          aria-invalid={problem.value !== null}
          aria-describedby="room-hint"
          data-testid="room-input"
          onInput={(event) => {
            problem.value = null;
            strength.value = strengthOf(event.currentTarget.value);
          }}
        />
        <button type="submit" class="button button-secondary" data-testid="room-join">
          {home.join}
        </button>
      </div>
      <p id="room-hint" class="hint" data-tone={problem.value === null ? undefined : 'problem'} role="status">
        {problem.value !== null
          ? home.problems[problem.value]
          : strength.value === null
            ? home.roomHint
            : rooms.codeStrength[strength.value]}
      </p>
    </form>
  );
}

/** Null while there is too little to judge, and for what looks like a link: its secret was made, not thought of. */
function strengthOf(input: string): CodeStrength | null {
  const text = input.trim();
  return text.length < MIN_CODE_CHARACTERS || /[/#]/.test(text) ? null : estimateCodeStrength(text);
}
