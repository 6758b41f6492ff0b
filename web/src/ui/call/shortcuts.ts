/** One key, alone, for one thing. The table of controls (call-controls.tsx) is where keys are given out. */
export interface Shortcut {
  /** As `KeyboardEvent.key`, in lower case. */
  readonly key: string;
  /** What it does, in the person's language. */
  readonly name: string;
  run(): void;
}

/** The part of a KeyboardEvent that counts. */
export interface KeyStroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly repeat: boolean;
  /** An input method is at work: the key is a part of a character. */
  readonly isComposing: boolean;
}

/** Which shortcut a key means, if any: never while the person types, and never with a key of the browser's. */
export function findShortcut(
  stroke: KeyStroke,
  shortcuts: readonly Shortcut[],
  isTyping: boolean,
): Shortcut | null {
  if (isTyping || stroke.isComposing || stroke.repeat) return null;
  if (stroke.ctrlKey || stroke.metaKey || stroke.altKey) return null;
  return shortcuts.find(({ key }) => key === stroke.key.toLowerCase()) ?? null;
}

const TYPED_INTO = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])';

/** Whether keys that are pressed there are text, or are meant for a dialog that is open. */
export function isTypingIn(target: EventTarget | null): boolean {
  return (
    target instanceof Element && (target.closest(TYPED_INTO) !== null || target.closest('dialog') !== null)
  );
}
