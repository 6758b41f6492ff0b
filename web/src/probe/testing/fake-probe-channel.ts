import type { Clock } from '../../rtc/peer-connection.ts';
import type { ProbeChannel } from '../probe-connection.ts';

interface FakeProbeChannelOptions {
  readonly clock: Clock;
  readonly carryMs: number;
  readonly bytesPerMs: number;
  readonly losesEvery: number;
}

/** Carries texts after `carryMs`, and bytes one message after the other as fast as the line is. */
export class FakeProbeChannel implements ProbeChannel {
  readyState: RTCDataChannelState = 'connecting';
  bufferedAmount = 0;
  bufferedAmountLowThreshold = 0;
  binaryType: BinaryType = 'blob';
  sentBytes = 0;
  readonly #options: FakeProbeChannelOptions;
  readonly #listeners = new Map<string, ((event: never) => void)[]>();
  #other: FakeProbeChannel | null = null;
  #count = 0;
  #freeAt = 0;

  constructor(options: FakeProbeChannelOptions) {
    this.#options = options;
  }

  // biome-ignore lint/suspicious/noExplicitAny: one implementation for the overloads of the interface.
  addEventListener(type: string, listener: (event: any) => void): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  send(data: string | Uint8Array<ArrayBuffer>): void {
    if (this.readyState !== 'open') throw new DOMException(this.readyState, 'InvalidStateError');
    this.#count += 1;
    const { clock, carryMs, bytesPerMs, losesEvery } = this.#options;
    if (losesEvery > 0 && this.#count % losesEvery === 0) return;
    if (typeof data === 'string') {
      clock.schedule(() => this.#other?.receive(data), carryMs);
      return;
    }
    this.bufferedAmount += data.byteLength;
    this.sentBytes += data.byteLength;
    this.#freeAt = Math.max(this.#freeAt, clock.now()) + data.byteLength / bytesPerMs;
    clock.schedule(() => {
      this.bufferedAmount -= data.byteLength;
      this.#other?.receive(data.slice().buffer);
      if (this.bufferedAmount <= this.bufferedAmountLowThreshold) this.#emit('bufferedamountlow', {});
    }, this.#freeAt - clock.now());
  }

  joinWith(other: FakeProbeChannel): void {
    if (this.readyState !== 'connecting') return;
    this.#other = other;
    this.readyState = 'open';
    this.#emit('open', {});
  }

  receive(data: unknown): void {
    if (this.readyState === 'open') this.#emit('message', { data });
  }

  close(): void {
    this.readyState = 'closed';
  }

  #emit(type: string, event: object): void {
    for (const listener of this.#listeners.get(type) ?? []) listener(event as never);
  }
}
