import type { ComponentChildren } from 'preact';
import { ConnectionIcon, PinIcon, RemoveIcon } from './call-icons.tsx';
import { TileAction } from './tile-action.tsx';
import { useCallTexts } from './use-call-texts.ts';

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
  const { call, stage, quality } = useCallTexts();
  const pin = isPinned ? stage.unpin(name) : stage.pin(name);
  return (
    <div class="tile-actions" data-pinned={isPinned}>
      {onPin && (
        <TileAction name={pin} isOn={isPinned} testId="pin" onClick={onPin}>
          <PinIcon />
        </TileAction>
      )}
      {onDetails && (
        <TileAction name={quality.open(name)} testId="connection-details" onClick={onDetails}>
          <ConnectionIcon />
        </TileAction>
      )}
      {onRemove && (
        <TileAction name={call.removePerson(name)} tone="danger" testId="remove" onClick={onRemove}>
          <RemoveIcon />
        </TileAction>
      )}
      {children}
    </div>
  );
}
