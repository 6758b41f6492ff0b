import type { Signal } from '@preact/signals';
import { Dialog } from '../elements/dialog.tsx';
import type { Shortcut } from './shortcuts.ts';
import { useCallTexts } from './use-call-texts.ts';

interface ShortcutsDialogProps {
  readonly shortcuts: readonly Shortcut[];
  /** Single keys can be switched off (WCAG 2.1.4): dictation would press them. */
  readonly isOn: Signal<boolean>;
  readonly onClose: () => void;
}

export function ShortcutsDialog({ shortcuts, isOn, onClose }: ShortcutsDialogProps) {
  const { stage } = useCallTexts();
  return (
    <Dialog title={stage.shortcuts} onClose={onClose}>
      <label class="switch">
        <input
          type="checkbox"
          checked={isOn.value}
          onChange={(event) => {
            isOn.value = event.currentTarget.checked;
          }}
        />
        <span>{stage.useShortcuts}</span>
      </label>
      <dl class="shortcuts" data-off={!isOn.value}>
        {shortcuts.map(({ key, name }) => (
          <div key={key}>
            <dt>{name}</dt>
            <dd>
              <kbd>{key.toUpperCase()}</kbd>
            </dd>
          </div>
        ))}
        <div>
          <dt>{stage.pushToTalk}</dt>
          <dd>
            <kbd>{stage.spaceBar}</kbd>
          </dd>
        </div>
      </dl>
    </Dialog>
  );
}
