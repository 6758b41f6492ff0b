import type { OnProblem } from './link-signal.ts';
import type { ChannelPeerConnection, DataChannel } from './peer-connection.ts';

/** Longest message that is handed on; what pages of ours send is a quarter of it at most. */
export const MAX_MESSAGE_CHARACTERS = 16_384;

/**
 * Both ends make it themselves (W3C webrtc-pc §6.1, `negotiated`): it is there in the first offer, and no end can press
 * channels on the other. Ordered and reliable, which is what the browser does unasked.
 */
const CHANNEL_LABEL = 'burrow';
const CHANNEL_INIT: RTCDataChannelInit = { negotiated: true, id: 0 };

export interface LinkChannelOptions {
  readonly pc: ChannelPeerConnection;
  readonly onOpen: () => void;
  readonly onMessage: (text: string) => void;
  /** It was open, and the browser or the other end has ended it. */
  readonly onLost: () => void;
  readonly onProblem: OnProblem;
}

/** The data channel of one peer connection. */
export class LinkChannel {
  readonly #options: LinkChannelOptions;
  #channel: DataChannel | null = null;
  #isLost = false;

  constructor(options: LinkChannelOptions) {
    this.#options = options;
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  /**
   * Makes the channel, unless it is made: by the side that makes the first offer with its transceivers, by the other
   * once it has that offer, or the browser would ask it for an offer of its own.
   */
  open(): void {
    if (this.#channel !== null) return;
    const { pc, onOpen, onMessage, onLost } = this.#options;
    const channel = pc.createDataChannel(CHANNEL_LABEL, CHANNEL_INIT);
    this.#channel = channel;
    let wasOpen = false;
    channel.addEventListener('open', () => {
      wasOpen = true;
      onOpen();
    });
    channel.addEventListener('message', ({ data }) => {
      if (typeof data === 'string' && data.length <= MAX_MESSAGE_CHARACTERS) onMessage(data);
    });
    channel.addEventListener('close', () => {
      if (!wasOpen) return;
      this.#isLost = true;
      onLost();
    });
  }

  /** Whether the browser has taken it; it may still get lost with the peer connection. */
  send(text: string): boolean {
    if (this.#channel?.readyState !== 'open') return false;
    try {
      this.#channel.send(text);
      return true;
    } catch (error) {
      this.#options.onProblem('message-refused', error);
      return false;
    }
  }

  close(): void {
    this.#channel?.close();
  }
}
