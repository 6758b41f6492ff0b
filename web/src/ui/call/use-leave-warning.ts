import { useEffect } from 'preact/hooks';

/** The browser asks before the tab is closed. Only while that would be a loss: a question too many is clicked away. */
export function useLeaveWarning(isLoss: boolean): void {
  useEffect(() => {
    if (!isLoss) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isLoss]);
}
