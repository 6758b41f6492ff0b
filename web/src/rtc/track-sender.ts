import type { OnProblem } from './link-signal.ts';
import type { RtpSender } from './peer-connection.ts';

/**
 * Changes what a sender sends without a renegotiation (W3C webrtc-pc §5.2, replaceTrack): one change at a time, and
 * of those asked for meanwhile only the last.
 */
export class TrackSender {
  readonly #sender: RtpSender;
  readonly #onProblem: OnProblem;
  #wanted: MediaStreamTrack | null;
  #sent: MediaStreamTrack | null;
  #isReplacing = false;

  /** `sent`: what the sender sends already. */
  constructor(sender: RtpSender, sent: MediaStreamTrack | null, onProblem: OnProblem) {
    this.#sender = sender;
    this.#wanted = sent;
    this.#sent = sent;
    this.#onProblem = onProblem;
  }

  set(track: MediaStreamTrack | null): void {
    this.#wanted = track;
    if (!this.#isReplacing) void this.#replace();
  }

  async #replace(): Promise<void> {
    this.#isReplacing = true;
    while (this.#sent !== this.#wanted) {
      const track = this.#wanted;
      try {
        await this.#sender.replaceTrack(track);
      } catch (error) {
        this.#onProblem('track-refused', error);
      }
      this.#sent = track;
    }
    this.#isReplacing = false;
  }
}
