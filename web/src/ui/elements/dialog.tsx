import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { useTexts } from '../i18n-context.ts';
import { CloseIcon } from './icons.tsx';

interface DialogProps {
  readonly title: ComponentChildren;
  /** After it was closed by whatever way; buttons inside close it as members of a `<form method="dialog">`. */
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A native modal dialog: it holds the focus, closes on Escape and gives the focus back. A sheet on a phone. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const { common } = useTexts();
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    element.current?.showModal();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard has Escape, this is the pointer's way to the same.
    <dialog
      ref={element}
      class="dialog"
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === element.current) element.current?.close();
      }}
    >
      <div class="dialog-body">
        <header class="dialog-header">
          <h2 id={titleId}>{title}</h2>
          <button
            type="button"
            class="button-icon"
            aria-label={common.close}
            onClick={() => element.current?.close()}
          >
            <CloseIcon />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
