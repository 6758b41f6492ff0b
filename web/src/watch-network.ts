import type { Clock } from './session/ports.ts';

/** Why a second: timers of a machine that slept go on where they were, and whoever opens the lid waits for the next one. */
const TICK_MS = 1_000;
/** Why five seconds: a page in the background is slowed down to one tick a second, a busy one loses some; more is sleep. */
export const SLEPT_MS = 5_000;

export interface NetworkEvents {
  readonly page: Pick<Window, 'addEventListener' | 'removeEventListener'> & { readonly navigator: object };
  readonly clock: Clock;
  /** The way out may be another one, or open again. */
  readonly onChange: () => void;
}

/** Tells when the network has changed or the machine has slept; returns what ends it. */
export function watchNetwork({ page, clock, onChange }: NetworkEvents): () => void {
  // Network Information API: Chromium only.
  const { connection } = page.navigator as { readonly connection?: EventTarget };
  let expectedAt = clock.now() + TICK_MS;
  let cancel = clock.schedule(tick, TICK_MS);

  function tick(): void {
    const isLate = clock.now() - expectedAt > SLEPT_MS;
    expectedAt = clock.now() + TICK_MS;
    cancel = clock.schedule(tick, TICK_MS);
    if (isLate) onChange();
  }

  page.addEventListener('online', onChange);
  connection?.addEventListener('change', onChange);
  return () => {
    cancel();
    page.removeEventListener('online', onChange);
    connection?.removeEventListener('change', onChange);
  };
}
