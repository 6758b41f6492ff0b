import { useEffect } from 'preact/hooks';

/** Keeps the screen on (W3C Screen Wake Lock). The system takes the lock when the page is hidden, so it is taken anew. */
export function useWakeLock(): void {
  useEffect(() => {
    const { wakeLock } = navigator as { wakeLock?: WakeLock };
    if (wakeLock === undefined) return;
    let held: WakeLockSentinel | null = null;
    let isOver = false;
    const take = async () => {
      if (document.hidden || isOver || held?.released === false) return;
      try {
        const taken = await wakeLock.request('screen');
        if (isOver) await taken.release();
        else held = taken;
      } catch (error) {
        // The system may say no, for instance to save the battery: then the screen goes dark as it always does.
        if (!(error instanceof DOMException)) throw error;
      }
    };
    const takeAgain = () => void take().catch(reportError);
    takeAgain();
    document.addEventListener('visibilitychange', takeAgain);
    return () => {
      isOver = true;
      document.removeEventListener('visibilitychange', takeAgain);
      held?.release().catch(reportError);
    };
  }, []);
}
