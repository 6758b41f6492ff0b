import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** `isOn`: null where the browser has no full screen (iPhones). */
export function useFullscreen(): { readonly isOn: ReadonlySignal<boolean | null>; toggle(): void } {
  const isOn = useSignal<boolean | null>(
    document.fullscreenEnabled === true ? document.fullscreenElement !== null : null,
  );
  useEffect(() => {
    if (isOn.peek() === null) return;
    const update = () => {
      isOn.value = document.fullscreenElement !== null;
    };
    document.addEventListener('fullscreenchange', update);
    return () => {
      document.removeEventListener('fullscreenchange', update);
      if (document.fullscreenElement !== null) document.exitFullscreen().catch(reportError);
    };
  }, [isOn]);
  return {
    isOn,
    toggle() {
      const change = isOn.peek() ? document.exitFullscreen() : document.documentElement.requestFullscreen();
      change.catch(reportError);
    },
  };
}
