import type { OnProblem, SessionDescription } from './link-signal.ts';
import type { NegotiationPeerConnection } from './peer-connection.ts';

export interface NegotiatorOptions {
  /** In a collision of offers the polite side gives way. It makes the first offer. */
  readonly polite: boolean;
  readonly pc: NegotiationPeerConnection;
  readonly send: (description: SessionDescription, exchange: number) => void;
  /** A remote description was applied; when it is an offer, its answer is not made yet. */
  readonly onRemoteDescription: () => void;
  readonly onProblem: OnProblem;
}

/**
 * Perfect negotiation (W3C webrtc-pc §10.7) over a channel that keeps the order but may lose signals.
 *
 * Why a queue where the example of the specification has the flags `makingOffer` and `isSettingRemoteAnswerPending`:
 * signals that may be lost are repeated, and of two offers in a row the second would be applied before the answer to
 * the first is made. One operation after the other, each finds a settled signaling state, and a failed one leaves no
 * flag behind.
 */
export class Negotiator {
  readonly #options: NegotiatorOptions;
  #queue: Promise<void> = Promise.resolve();
  /** Number of the last offer made here. */
  #exchange = 0;
  #answered: { readonly exchange: number; readonly answer: SessionDescription } | null = null;

  constructor(options: NegotiatorOptions) {
    this.#options = options;
  }

  handleNegotiationNeeded(): Promise<void> {
    // In any other state the browser asks again as soon as it is stable.
    return this.#enqueue(async () => {
      if (this.#options.pc.signalingState === 'stable') await this.#offer();
    });
  }

  handleDescription(description: SessionDescription, exchange: number): Promise<void> {
    return this.#enqueue(() =>
      description.type === 'offer'
        ? this.#handleOffer(description, exchange)
        : this.#handleAnswer(description, exchange),
    );
  }

  /** Sends the offer that waits for its answer once more, by now with the candidates gathered since. */
  repeatOffer(): Promise<void> {
    return this.#enqueue(async () => {
      if (this.#options.pc.signalingState === 'have-local-offer') this.#sendOffer();
    });
  }

  /** Puts a new offer in the place of one that waits for its answer, for then the browser asks for none. */
  replaceOffer(): Promise<void> {
    return this.#enqueue(async () => {
      if (this.#options.pc.signalingState === 'have-local-offer') await this.#offer();
    });
  }

  async #offer(): Promise<void> {
    const { pc, onProblem } = this.#options;
    // Whoever waits for the first offer has nothing to offer yet. Chromium (156) asks for it all the same, for one at an
    // ICE restart, and then takes no offer of the other end any more.
    if (pc.getTransceivers().length === 0) return;
    try {
      await pc.setLocalDescription();
    } catch (error) {
      onProblem('offer-failed', error);
      return;
    }
    this.#exchange += 1;
    this.#sendOffer();
  }

  #sendOffer(): void {
    const { pc, send } = this.#options;
    if (pc.localDescription?.type !== 'offer') return;
    send({ type: 'offer', sdp: pc.localDescription.sdp }, this.#exchange);
  }

  async #handleOffer(offer: SessionDescription, exchange: number): Promise<void> {
    const { pc, polite } = this.#options;
    const hasOffered = pc.signalingState === 'have-local-offer';
    if (hasOffered && this.#answered?.exchange === exchange) return this.#repeatAnswer(this.#answered);
    // The first offer never gives way. Its receiver offers only after it has answered; that answer was lost, and an
    // offer that builds on it would bring a second pair of everything. The answer comes again with our repeated offer.
    const isFirst = pc.remoteDescription === null;
    if (hasOffered && (!polite || isFirst)) return;
    // An own offer is rolled back by this; if it is still needed, the browser asks for it again.
    if (await this.#applyRemote(offer)) await this.#answer(exchange);
  }

  async #handleAnswer(answer: SessionDescription, exchange: number): Promise<void> {
    const isExpected = this.#options.pc.signalingState === 'have-local-offer' && exchange === this.#exchange;
    if (isExpected) await this.#applyRemote(answer);
  }

  async #applyRemote(description: SessionDescription): Promise<boolean> {
    const { pc, onProblem, onRemoteDescription } = this.#options;
    try {
      await pc.setRemoteDescription({ type: description.type, sdp: description.sdp });
    } catch (error) {
      onProblem('bad-description', error);
      return false;
    }
    onRemoteDescription();
    return true;
  }

  async #answer(exchange: number): Promise<void> {
    const { pc, send, onProblem } = this.#options;
    try {
      await pc.setLocalDescription();
    } catch (error) {
      onProblem('answer-failed', error);
      return;
    }
    if (pc.localDescription?.type !== 'answer') return;
    this.#answered = { exchange, answer: { type: 'answer', sdp: pc.localDescription.sdp } };
    send(this.#answered.answer, exchange);
  }

  /**
   * The same offer again means that its answer was lost, or is still on its way. To apply it once more would take an
   * own offer back without need; but the other end cannot have taken that offer, so it is said again as well.
   */
  #repeatAnswer({ exchange, answer }: { exchange: number; answer: SessionDescription }): void {
    this.#options.send(answer, exchange);
    this.#sendOffer();
  }

  #enqueue(operation: () => Promise<void>): Promise<void> {
    const result = this.#queue.then(operation);
    // Only a defect of ours gets here. The caller has it in `result`; the queue goes on.
    this.#queue = result.catch(() => undefined);
    return result;
  }
}
