import type { ComponentChildren } from 'preact';
import { useTexts } from '../i18n-context.ts';
import { ConnectionIcon, PinIcon, RemoveIcon } from './call-icons.tsx';

interface TileActionsProps {
  readonly name: string;
  readonly isPinned: boolean;
  /** Null where there is nothing to choose from. */
  readonly onPin: (() => void) | null;
  /** Given to owners. */
  readonly onRemove: (() => void) | null;
  /** Absent where there is no connection to look at. */
  readonly onDetails?: () => void;
  readonly children?: ComponentChildren;
}

/** What can be done about a tile: there under the pointer, with the focus inside, and after a tap. */
export function TileActions({ name, isPinned, onPin, onRemove, onDetails, children }: TileActionsProps) {
  const { call, stage, quality } = useTexts();
  const pin = isPinned ? stage.unpin(name) : stage.pin(name);
  return (
    <div class="tile-actions" data-pinned={isPinned}>
      {onPin && (
        <button
          type="button"
          class="button-icon tile-action"
          aria-label={pin}
          title={pin}
          data-on={isPinned}
          data-testid="pin"
          onClick={onPin}
        >
          <PinIcon />
        </button>
      )}
      {onDetails && (
        <button
          type="button"
          class="button-icon tile-action"
          aria-label={quality.open(name)}
          title={quality.open(name)}
          data-testid="connection-details"
          onClick={onDetails}
        >
          <ConnectionIcon />
        </button>
      )}
      {onRemove && (
        <button
          type="button"
          class="button-icon tile-action tile-remove"
          aria-label={call.removePerson(name)}
          title={call.removePerson(name)}
          data-testid="remove"
          onClick={onRemove}
        >
          <RemoveIcon />
        </button>
      )}
      {children}
    </div>
  );
}
