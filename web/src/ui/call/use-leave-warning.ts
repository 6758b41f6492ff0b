import { useEffect } from 'preact/hooks';

let isReloading = false;

/** The browser asks before the tab is closed. Only while that would be a loss: a question too many is clicked away. */
export function useLeaveWarning(isLoss: boolean): void {
  useEffect(() => {
    if (!isLoss) return;
    const ask = (event: BeforeUnloadEvent) => {
      if (!isReloading) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isLoss]);
}

/** Loads the page again without that question: one is back in the call. */
export function reloadUnasked(): void {
  isReloading = true;
  location.reload();
}
