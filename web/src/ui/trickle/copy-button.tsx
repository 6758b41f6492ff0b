import { useSignal } from '@preact/signals';
import { CheckIcon, CopyIcon } from '../elements/icons.tsx';
import { useTrickleTexts } from './trickle-texts.ts';

interface CopyButtonProps {
  /** What the button says. */
  readonly text: string;
  /** Its name where the text alone does not tell it from others; begins with the text. */
  readonly name?: string;
  readonly testId?: string;
  readonly content: () => string;
}

export function CopyButton({ text, name, testId, content }: CopyButtonProps) {
  const { copy } = useTrickleTexts();
  const state = useSignal<'idle' | 'copied' | 'failed'>('idle');
  async function copyContent(): Promise<void> {
    try {
      await navigator.clipboard.writeText(content());
      state.value = 'copied';
    } catch {
      // Refused by the browser: the person is told what they can do instead.
      state.value = 'failed';
    }
  }
  return (
    <div class="trickle-copy">
      <button
        type="button"
        class="button button-secondary"
        aria-label={name}
        data-testid={testId}
        onClick={copyContent}
      >
        {state.value === 'copied' ? <CheckIcon /> : <CopyIcon />}
        <span>{text}</span>
      </button>
      <span class="trickle-copy-state" role="status">
        {state.value === 'copied' && copy.copied}
        {state.value === 'failed' && copy.failed}
      </span>
    </div>
  );
}
