import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Person } from '../../session/view.ts';
import { Dialog } from '../elements/dialog.tsx';
import { useTexts } from '../i18n-context.ts';
import { displayName } from './display-name.ts';

interface RemoveDialogProps {
  readonly person: Person;
  readonly onRemove: () => void;
  readonly onClose: () => void;
  /** Where the focus goes after a removal: the button that opened the dialog goes away with the person's tile. */
  readonly focusAfter: RefObject<HTMLElement | null>;
}

export function RemoveDialog({ person, onRemove, onClose, focusAfter }: RemoveDialogProps) {
  const texts = useTexts();
  const isRemoved = useRef(false);
  useEffect(
    () => () => {
      if (isRemoved.current) focusAfter.current?.focus();
    },
    [focusAfter],
  );
  function handleRemove(): void {
    isRemoved.current = true;
    onRemove();
  }
  return (
    <Dialog title={<bdi>{texts.call.removeTitle(displayName(person, texts))}</bdi>} onClose={onClose}>
      <p>{texts.call.removeLead}</p>
      <form method="dialog" class="actions">
        <button type="submit" class="button button-secondary">
          {texts.common.cancel}
        </button>
        <button
          type="submit"
          class="button button-danger"
          data-testid="remove-confirm"
          onClick={handleRemove}
        >
          {texts.call.remove}
        </button>
      </form>
    </Dialog>
  );
}
