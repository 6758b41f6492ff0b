import { ufragOf, ufragsOf } from './ice-generation.ts';
import type { LinkCandidate, OnProblem } from './link-signal.ts';
import type { CandidatePeerConnection } from './peer-connection.ts';

/** Why 256: four generations of a peer with many interfaces; more is a peer that wants our memory. */
export const MAX_WAITING_CANDIDATES = 256;

export interface CandidateQueueOptions {
  readonly pc: CandidatePeerConnection;
  readonly onProblem: OnProblem;
}

/**
 * Remote candidates, each given to the peer connection when the description of its ICE generation has been applied.
 * Those of an offer that lost a collision wait in vain, unless it comes again. Of too many the oldest are dropped.
 */
export class CandidateQueue {
  readonly #pc: CandidatePeerConnection;
  readonly #onProblem: OnProblem;
  #waiting: LinkCandidate[] = [];
  #current: ReadonlySet<string> | null = null;

  constructor({ pc, onProblem }: CandidateQueueOptions) {
    this.#pc = pc;
    this.#onProblem = onProblem;
  }

  handleCandidates(candidates: readonly LinkCandidate[]): void {
    this.#waiting.push(...candidates);
    this.#sort();
  }

  handleRemoteDescription(): void {
    const description = this.#pc.remoteDescription;
    this.#current = description && ufragsOf(description.sdp);
    this.#sort();
  }

  #sort(): void {
    const arrived = this.#waiting;
    this.#waiting = [];
    for (const candidate of arrived) {
      const ufrag = ufragOf(candidate);
      const isCurrent = this.#current !== null && (ufrag === null || this.#current.has(ufrag));
      if (isCurrent) void this.#add(candidate, ufrag);
      else this.#waiting.push(candidate);
    }
    this.#waiting = this.#waiting.slice(-MAX_WAITING_CANDIDATES);
  }

  async #add(candidate: LinkCandidate, ufrag: string | null): Promise<void> {
    try {
      await this.#pc.addIceCandidate({
        candidate: candidate.candidate ?? '',
        sdpMid: candidate.sdpMid ?? null,
        sdpMLineIndex: candidate.sdpMLineIndex ?? null,
        usernameFragment: ufrag,
      });
    } catch (error) {
      // A description that was being applied meanwhile may have ended the candidate's generation.
      const isOutdated = ufrag !== null && !this.#current?.has(ufrag);
      if (!isOutdated) this.#onProblem('bad-candidate', error);
    }
  }
}
