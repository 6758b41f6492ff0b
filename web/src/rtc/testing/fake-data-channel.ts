import type { DataChannel } from '../peer-connection.ts';

/** Opens with the connection of its peer connection, and keeps what it is given until the network carries it. */
export class FakeDataChannel implements DataChannel {
  readyState: RTCDataChannelState = 'connecting';
  /** In order, from the first that has not been carried. */
  readonly outbox: string[] = [];
  readonly #onSend: () => void;
  readonly #listeners = new Map<string, ((event: never) => void)[]>();

  constructor(onSend: () => void) {
    this.#onSend = onSend;
  }

  // biome-ignore lint/suspicious/noExplicitAny: one implementation for the overloads of the interface.
  addEventListener(type: string, listener: (event: any) => void): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  send(text: string): void {
    if (this.readyState !== 'open') throw new DOMException(this.readyState, 'InvalidStateError');
    this.outbox.push(text);
    this.#onSend();
  }

  close(): void {
    this.readyState = 'closed';
  }

  /** For the peer connection. */
  becomeOpen(): void {
    if (this.readyState !== 'connecting') return;
    this.readyState = 'open';
    this.#emit('open', {});
  }

  receive(data: string): void {
    if (this.readyState === 'open') this.#emit('message', { data });
  }

  /** Ended by the browser: too much was lost on the way. */
  lose(): void {
    if (this.readyState !== 'open') return;
    this.readyState = 'closed';
    this.#emit('close', {});
  }

  #emit(type: string, event: object): void {
    for (const listener of this.#listeners.get(type) ?? []) listener(event as never);
  }
}
