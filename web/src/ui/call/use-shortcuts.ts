import { useLayoutEffect, useRef } from 'preact/hooks';
import type { LocalMedia } from '../../session/view.ts';
import { findShortcut, isTypingIn, type Shortcut } from './shortcuts.ts';

/** The keyboard of the call: single keys, and the space bar held down to talk while muted. */
export function useShortcuts(shortcuts: readonly Shortcut[], media: LocalMedia, isOn: boolean): void {
  const current = useRef(shortcuts);
  current.current = shortcuts;
  // Before anything is painted: whoever has switched the keys off may press one at once.
  useLayoutEffect(() => {
    if (!isOn) return;
    let isTalking = false;
    const stopTalking = () => {
      if (!isTalking) return;
      isTalking = false;
      void media.setMicrophoneOn(false);
    };
    const handleDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      if (event.key === ' ' && isFree(event.target)) {
        // Else the page would scroll.
        event.preventDefault();
        if (event.repeat || media.microphoneOn.peek()) return;
        isTalking = true;
        void media.setMicrophoneOn(true);
        return;
      }
      const found = findShortcut(event, current.current, isTypingIn(event.target));
      if (found === null) return;
      event.preventDefault();
      found.run();
    };
    const handleUp = (event: KeyboardEvent) => {
      if (event.key === ' ') stopTalking();
    };
    document.addEventListener('keydown', handleDown);
    document.addEventListener('keyup', handleUp);
    // A key that is let go in another window is never told.
    window.addEventListener('blur', stopTalking);
    return () => {
      stopTalking();
      document.removeEventListener('keydown', handleDown);
      document.removeEventListener('keyup', handleUp);
      window.removeEventListener('blur', stopTalking);
    };
  }, [media, isOn]);
}

/** Where the space bar means nothing else. */
function isFree(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    !isTypingIn(target) &&
    target.closest('button, a[href], summary, [popover]') === null
  );
}
