import type { Clock } from '../peer-connection.ts';

export interface FakeOperationsChainOptions {
  readonly clock: Clock;
  /** How long the next operation takes. */
  readonly operationMs: () => number;
  readonly isClosed: () => boolean;
  readonly onEmpty: () => void;
}

/** One operation after the other, each with its own time (W3C webrtc-pc §4.4.1.2). */
export class FakeOperationsChain {
  readonly #options: FakeOperationsChainOptions;
  #last: Promise<void> = Promise.resolve();
  #length = 0;

  constructor(options: FakeOperationsChainOptions) {
    this.#options = options;
  }

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  add(action: () => void): Promise<void> {
    this.#length += 1;
    const result = this.#last.then(() => this.#run(action));
    this.#last = result
      .catch(() => undefined)
      .then(() => {
        this.#length -= 1;
        if (this.isEmpty) this.#options.onEmpty();
      });
    return result;
  }

  async #run(action: () => void): Promise<void> {
    const { clock, operationMs, isClosed } = this.#options;
    const delayMs = operationMs();
    if (delayMs > 0) await new Promise<void>((done) => clock.schedule(done, delayMs));
    if (isClosed()) throw new DOMException('closed', 'InvalidStateError');
    action();
  }
}
