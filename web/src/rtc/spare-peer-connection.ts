import type { Clock } from './peer-connection.ts';

/** A peer connection before anything is negotiated. */
export interface UnusedPeerConnection {
  setConfiguration(configuration: RTCConfiguration): void;
  close(): void;
}

export interface SparePeerConnectionOptions<Connection extends UnusedPeerConnection> {
  readonly create: (configuration: RTCConfiguration) => Connection;
  readonly clock: Clock;
}

/** Why two seconds: until whoever has come is seen and heard there is enough to do. */
export const NEXT_AFTER_MS = 2_000;

/**
 * What cannot be set any more later; the rest is set when it is taken. With a pool, but without servers, it looks which
 * networks there are, and holds nothing on a TURN server.
 */
const UNUSED: RTCConfiguration = { bundlePolicy: 'max-bundle', iceCandidatePoolSize: 1 };

/**
 * One peer connection in advance. Why: in Chromium (156) each asks anew which networks there are and whether it may use
 * them all, and a page that is busy with somebody's coming reads the answer 50 ms late. Only then does it gather.
 */
export class SparePeerConnection<Connection extends UnusedPeerConnection> {
  readonly #options: SparePeerConnectionOptions<Connection>;
  #spare: Connection | null = null;
  #cancelNext: () => void = () => undefined;

  constructor(options: SparePeerConnectionOptions<Connection>) {
    this.#options = options;
  }

  /** Makes one if there is none. Not before camera and microphone are granted: until then it may not use all networks. */
  prepare(): void {
    this.#cancelNext();
    this.#spare ??= this.#options.create(UNUSED);
  }

  /** The one in advance, or a new one. Throws what the browser throws at such a configuration. */
  take(configuration: RTCConfiguration): Connection {
    const { create, clock } = this.#options;
    const spare = this.#spare;
    if (spare === null) return create(configuration);
    this.#spare = null;
    this.#cancelNext = clock.schedule(() => this.prepare(), NEXT_AFTER_MS);
    try {
      spare.setConfiguration(configuration);
      return spare;
    } catch (error) {
      spare.close();
      throw error;
    }
  }

  close(): void {
    this.#cancelNext();
    this.#spare?.close();
    this.#spare = null;
  }
}
