import { FlowWatch } from './flow-watch.ts';
import type { LinkConnection } from './link-connection.ts';
import type { Clock } from './peer-connection.ts';

export interface StallWatchOptions {
  readonly clock: Clock;
  /** Media is missed, though the browser calls the connection good. */
  readonly onStall: () => void;
  /** It is there again, or no longer expected. */
  readonly onEnd: () => void;
}

/** Misses the media of a link's peer connections, one after the other. */
export class StallWatch {
  readonly #options: StallWatchOptions;
  readonly #flow = new FlowWatch();
  #connection: LinkConnection | null = null;
  #expectsMedia = true;
  #isStalled = false;
  /** The time stamp of the sound that was played last (RFC 3550 §5.1). */
  #heard: number | null = null;
  /** Until statistics are here, and as long again: a machine with too much to do is not asked all the time. */
  #restsUntil = Number.NEGATIVE_INFINITY;

  constructor(options: StallWatchOptions) {
    this.#options = options;
  }

  get isStalled(): boolean {
    return this.#isStalled;
  }

  /** Another peer connection is to be watched; null: none any more. */
  watch(connection: LinkConnection | null): void {
    this.#connection = connection;
    this.#flow.begin();
    this.#heard = null;
    this.#isStalled = false;
    this.#restsUntil = Number.NEGATIVE_INFINITY;
  }

  /** For the first time or again: what was missed is so no longer. */
  handleConnected(): void {
    this.#isStalled = false;
  }

  /** To be called every half second or so, while media is missed more often. */
  async look(): Promise<void> {
    const connection = this.#connection;
    const { clock, onStall, onEnd } = this.#options;
    if (connection?.connectionState !== 'connected' || !this.#expectsMedia) return;
    const startedAt = clock.now();
    if (startedAt < this.#restsUntil) return;
    if (!this.#isStalled && this.#hearsSound(connection)) return this.#flow.hear(startedAt);
    this.#restsUntil = Number.POSITIVE_INFINITY;
    const signs = await connection.readSignsOfLife();
    if (connection !== this.#connection) return;
    this.#restsUntil = 2 * clock.now() - startedAt;
    if (signs === null) return;
    const flow = this.#flow.look(clock.now(), signs);
    if (flow === 'stalled') {
      this.#isStalled = true;
      onStall();
    } else if (flow === 'flowing' && this.#isStalled && connection.connectionState === 'connected') {
      onEnd();
    }
  }

  /** Whether the peer says that it sends anything. */
  expectMedia(expected: boolean): void {
    this.#expectsMedia = expected;
    if (expected) return;
    this.#flow.disarm();
    if (this.#isStalled && this.#connection?.connectionState === 'connected') this.#options.onEnd();
  }

  /**
   * Whether sound was played since the last time. Why: in a call of eight, statistics of every link twice a second are what
   * a page is busiest with.
   */
  #hearsSound(connection: LinkConnection): boolean {
    const heard = connection.readVoice()?.rtpTimestamp ?? null;
    const hears = heard !== null && this.#heard !== null && heard !== this.#heard;
    this.#heard = heard;
    return hears;
  }
}
