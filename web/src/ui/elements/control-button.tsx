import type { ComponentChildren } from 'preact';

interface ControlButtonProps {
  readonly icon: ComponentChildren;
  /** The word below the icon; `name` must contain it (WCAG 2.5.3, label in name). */
  readonly label: string;
  /** What the button does, in full, for assistive technology and automation. */
  readonly name: string;
  readonly testId: string;
  readonly onClick: () => void;
  /** Of what the button switches; where the name tells it, `pressed` stays away, or it would be told twice. */
  readonly on?: boolean;
  readonly pressed?: boolean;
  readonly tone?: 'danger';
}

export function ControlButton({ icon, label, name, testId, onClick, on, pressed, tone }: ControlButtonProps) {
  return (
    <button
      type="button"
      class="control"
      aria-label={name}
      aria-pressed={pressed}
      title={name}
      data-on={on}
      data-tone={tone}
      data-testid={testId}
      onClick={onClick}
    >
      <span class="control-icon">{icon}</span>
      <span class="control-label">{label}</span>
    </button>
  );
}
