import type { Clock } from '#signaling/core/clock';
import { secondsText } from './steps.ts';

/** What is going on, in a line at the bottom of a terminal that goes when something else is written. */
export interface Progress {
  /** What is being done from now on. */
  tell(text: string): void;
  /** Before anything else is written to the terminal. */
  clear(): void;
  end(): void;
}

/** Why 1 s: what is done within a second needs no word. */
const FIRST_SHOWN_AFTER_MS = 1_000;
const EVERY_MS = 1_000;
const CLEAR_LINE = '\r\u001b[K';

/** @param write to the terminal; null: nobody is there to see it, or a program reads along */
export function createProgress(
  write: ((text: string) => void) | null,
  clock: Pick<Clock, 'now' | 'schedule'>,
): Progress {
  let cancel: (() => void) | null = null;
  let isShown = false;

  function clear(): void {
    if (isShown) write?.(CLEAR_LINE);
    isShown = false;
  }

  function end(): void {
    cancel?.();
    cancel = null;
    clear();
  }

  return {
    tell(text) {
      end();
      if (write === null) return;
      const startedAt = clock.now();
      const show = () => {
        write(`${CLEAR_LINE}${text} ... ${secondsText(clock.now() - startedAt)}`);
        isShown = true;
        cancel = clock.schedule(show, EVERY_MS);
      };
      cancel = clock.schedule(show, FIRST_SHOWN_AFTER_MS);
    },
    clear,
    end,
  };
}
