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

/** A look that is late by so much, or waits so long for its statistics, is that of a machine with too much to do. */
const BUSY_MS = 500;
/** Why: the machine may have slept while statistics were on their way. */
const LONGEST_REST_MS = 2_000;

/** Misses the media of a link's peer connections, one after the other. */
export class StallWatch {
  readonly #options: StallWatchOptions;
  readonly #flow = new FlowWatch();
  #connection: LinkConnection | null = null;
  #expectsMedia = true;
  #isStalled = false;
  /** The time stamp of the sound that was played last (RFC 3550 §5.1). */
  #heard: number | null = null;
  /** While statistics are on their way, and as long again: a machine with too much to do is not asked all the time. */
  #isResting = false;
  #cancelRest: () => void = () => undefined;

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
    this.#endRest();
  }

  /** For the first time or again: what was missed is so no longer. */
  handleConnected(): void {
    this.#isStalled = false;
    this.#endRest();
  }

  /** To be called every half second or so, and more often while media is missed. @param lateMs than it was to be called */
  async look(lateMs: number): Promise<void> {
    const connection = this.#connection;
    const { clock, onStall, onEnd } = this.#options;
    if (this.#isResting || connection?.connectionState !== 'connected' || !this.#expectsMedia) return;
    const startedAt = clock.now();
    if (!this.#isStalled && this.#hearsSound(connection)) return this.#flow.hear(startedAt);
    this.#isResting = true;
    const signs = await connection.readSignsOfLife();
    if (connection !== this.#connection) return;
    const tookMs = clock.now() - startedAt;
    this.#rest(Math.min(tookMs, LONGEST_REST_MS));
    if (signs === null) return;
    const flow = this.#flow.look(clock.now(), signs, lateMs + tookMs >= BUSY_MS);
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

  #rest(forMs: number): void {
    this.#cancelRest();
    this.#cancelRest = this.#options.clock.schedule(() => this.#endRest(), forMs);
  }

  #endRest(): void {
    this.#cancelRest();
    this.#isResting = false;
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
