import type { ComponentChildren } from 'preact';

interface TileActionProps {
  /** What it does, in full. */
  readonly name: string;
  readonly testId: string;
  readonly onClick: () => void;
  readonly isOn?: boolean;
  readonly tone?: 'danger';
  /** The icon. */
  readonly children: ComponentChildren;
}

/** One button on a tile. */
export function TileAction({ name, testId, onClick, isOn, tone, children }: TileActionProps) {
  return (
    <button
      type="button"
      class="button-icon tile-action"
      aria-label={name}
      title={name}
      data-on={isOn}
      data-tone={tone}
      data-testid={testId}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
