import type { ComponentChildren } from 'preact';

export interface ControlButtonProps {
  readonly icon: ComponentChildren;
  /** The word below the icon; `name` must contain it (WCAG 2.5.3, label in name). */
  readonly label: string;
  /** What the button does, in full, for assistive technology and automation. */
  readonly name: string;
  /** What there is to know besides: it may change while the name stays. */
  readonly description?: string | undefined;
  readonly testId: string;
  readonly onClick: () => void;
  /** Of what the button switches; where the name tells it, `pressed` stays away, or it would be told twice. */
  readonly on?: boolean | undefined;
  readonly pressed?: boolean | undefined;
  readonly tone?: 'danger';
  /** How many are waiting to be seen. */
  readonly badge?: number | undefined;
  /** The key that does the same. */
  readonly keyHint?: string;
}

export function ControlButton(props: ControlButtonProps) {
  const { icon, label, name, description, testId, onClick, on, pressed, tone, badge, keyHint } = props;
  const descriptionId = `${testId}-description`;
  return (
    <button
      type="button"
      class="control"
      aria-label={name}
      aria-describedby={description && descriptionId}
      aria-pressed={pressed}
      aria-keyshortcuts={keyHint}
      title={keyHint === undefined ? name : `${name} (${keyHint.toUpperCase()})`}
      data-on={on}
      data-tone={tone}
      data-testid={testId}
      onClick={onClick}
    >
      <span class="control-icon">
        {icon}
        {badge ? (
          <span class="control-badge" aria-hidden="true">
            {badge}
          </span>
        ) : null}
      </span>
      <span key={label} class="control-label">
        {label}
      </span>
      {description && (
        <span id={descriptionId} hidden>
          {description}
        </span>
      )}
    </button>
  );
}
