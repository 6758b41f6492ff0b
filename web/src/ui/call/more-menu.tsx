import { useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import type { Control } from './call-controls.tsx';
import { MoreIcon } from './call-icons.tsx';
import { useCallTexts } from './use-call-texts.ts';

/** Whatever has no place in the bar. A native popover: it closes on Escape and on a click elsewhere. */
export function MoreMenu({ controls }: { controls: readonly Control[] }) {
  const { stage } = useCallTexts();
  const menu = useRef<HTMLDivElement>(null);
  const isOpen = useSignal(false);
  const id = useId();
  return (
    <>
      <button
        type="button"
        class="control"
        aria-label={stage.more}
        title={stage.more}
        aria-expanded={isOpen.value}
        aria-controls={id}
        data-testid="more"
        popovertarget={id}
      >
        <span class="control-icon">
          <MoreIcon />
          {controls.some(({ badge }) => badge) && <span class="control-badge" data-dot />}
        </span>
        <span class="control-label">{stage.more}</span>
      </button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        class="more-menu"
        onToggle={(event) => {
          isOpen.value = event.newState === 'open';
        }}
      >
        {controls.map((control) => (
          <button
            key={control.testId}
            type="button"
            class="more-item"
            aria-label={control.name}
            aria-pressed={control.pressed}
            aria-keyshortcuts={control.shortcut}
            data-testid={control.testId}
            onClick={() => {
              // First, so that the focus is back in the bar when a dialog takes note of where it came from.
              menu.current?.hidePopover();
              control.onClick();
            }}
          >
            {control.icon}
            <span class="more-name">{control.name}</span>
            {control.badge ? <span class="control-badge">{control.badge}</span> : null}
            {control.shortcut && <span class="key" data-key={control.shortcut.toUpperCase()} />}
          </button>
        ))}
      </div>
    </>
  );
}
