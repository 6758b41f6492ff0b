import type { Clock } from './ports.ts';

/** Where nobody is connected by then. Why so long: a way through a relay takes less, and a second would be noticed. */
export const LONGEST_WAIT_MS = 500;

/** From the connection on. Why: the first picture takes nearly as long. */
export const FIRST_PICTURE_MS = 150;

/**
 * Waits until the first picture of somebody can be there, but not for long. Why: to draw them keeps a page busier than all
 * that it does to connect, and to be seen and heard would come that much later.
 */
export class PictureWait {
  readonly #clock: Clock;
  readonly #onOver: () => void;
  #cancel: (() => void) | null = null;
  #isConnected = false;

  constructor(clock: Clock, onOver: () => void) {
    this.#clock = clock;
    this.#onOver = onOver;
  }

  begin(): void {
    if (this.#cancel === null) this.#endAfter(LONGEST_WAIT_MS);
  }

  /** Those whose picture it may be are connected: the first of them counts. */
  handleConnected(): void {
    if (this.#cancel === null || this.#isConnected) return;
    this.#isConnected = true;
    this.#endAfter(FIRST_PICTURE_MS);
  }

  /** Ends without a word. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#isConnected = false;
  }

  #endAfter(delayMs: number): void {
    this.#cancel?.();
    this.#cancel = this.#clock.schedule(() => {
      this.stop();
      this.#onOver();
    }, delayMs);
  }
}
