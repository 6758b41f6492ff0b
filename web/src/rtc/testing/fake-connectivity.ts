import type { Clock } from '../peer-connection.ts';

/** The connection state of a fake peer connection, which follows what the network says with some delay. */
export class FakeConnectivity {
  state: RTCPeerConnectionState = 'new';
  readonly #clock: Clock;
  readonly #onChange: () => void;
  #cancelConnection: (() => void) | null = null;
  #cancelLoss: (() => void) | null = null;

  constructor(clock: Clock, onChange: () => void) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  connectAfter(delayMs: number): void {
    this.#cancelLoss?.();
    this.#cancelLoss = null;
    if (this.state === 'connected') return;
    this.#cancelConnection ??= this.#clock.schedule(() => {
      this.#cancelConnection = null;
      this.#become('connected');
    }, delayMs);
  }

  loseAfter(disconnectedMs: number, failedMs: number): void {
    this.#cancelConnection?.();
    this.#cancelConnection = null;
    if (this.state === 'new' || this.state === 'failed') return;
    this.#cancelLoss ??= this.#clock.schedule(() => {
      this.#become('disconnected');
      this.#cancelLoss = this.#clock.schedule(() => this.#become('failed'), failedMs - disconnectedMs);
    }, disconnectedMs);
  }

  close(): void {
    this.state = 'closed';
    this.#cancelConnection?.();
    this.#cancelLoss?.();
  }

  #become(state: RTCPeerConnectionState): void {
    if (this.state === state || this.state === 'closed') return;
    this.state = state;
    this.#onChange();
  }
}
