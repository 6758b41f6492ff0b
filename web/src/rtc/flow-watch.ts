import type { StatsReport } from './peer-connection.ts';

/** Why a second: shorter pauses come with every burst of loss. */
export const STALL_MS = 1_000;

/** Of silence alone comes one packet in 400 ms: two of them lost in a row are no reason to mend anything. */
const SPARSE_STALL_MS = 3_000;
/** Between two looks; speech is ten times as much. */
const SPARSE_BYTES = 250;

/** Anything that shows that the network still carries the other end's packets to this one. */
export interface SignsOfLife {
  /** Of all media streams (W3C webrtc-stats, RTCReceivedRtpStreamStats and its heirs). */
  readonly bytesReceived: number;
  /** Answers to connectivity checks (§8.18), of all pairs. */
  readonly responsesReceived: number;
}

export function readSignsOfLife(report: StatsReport): SignsOfLife {
  let bytesReceived = 0;
  let responsesReceived = 0;
  report.forEach((stats) => {
    if (stats.type === 'inbound-rtp') bytesReceived += count(stats.bytesReceived);
    if (stats.type === 'candidate-pair') responsesReceived += count(stats.responsesReceived);
  });
  return { bytesReceived, responsesReceived };
}

/**
 * Since the last look: `flowing`: media came. `answered`: only answers did; before a browser takes a new way it makes
 * sure of it for a second. `stalled`: media came before, and for a second (three, if it was next to nothing) nothing has. `quiet`: nothing comes, and
 * nothing says that it should.
 */
export type Flow = 'flowing' | 'answered' | 'quiet' | 'stalled';

/** Notices that media stops long before the browser does: consent to send expires after half a minute (RFC 7675 §5.1). */
export class FlowWatch {
  #last: SignsOfLife | null = NOTHING_YET;
  #lastFlowAt = 0;
  /** Why: an end that fell silent by its own will is looked after once, not again and again. */
  #isArmed = false;
  /** How long nothing may come before it is missed. */
  #patienceMs = STALL_MS;

  /** @param isBusy the look comes late, or took long: a page that cannot look in time cannot blame the network. */
  look(nowMs: number, signs: SignsOfLife, isBusy = false): Flow {
    const last = this.#last;
    this.#last = signs;
    const hasBytes = last !== null && signs.bytesReceived > last.bytesReceived;
    const hasAnswers = last !== null && signs.responsesReceived > last.responsesReceived;
    if (hasBytes) {
      this.#isArmed = true;
      const isSparse = signs.bytesReceived - last.bytesReceived < SPARSE_BYTES;
      this.#patienceMs = isSparse ? SPARSE_STALL_MS : STALL_MS;
    }
    if (isBusy || hasBytes || hasAnswers) this.#lastFlowAt = nowMs;
    if (hasBytes) return 'flowing';
    if (hasAnswers) return 'answered';
    const isMissed = last !== null && nowMs - this.#lastFlowAt >= this.#patienceMs;
    if (!this.#isArmed || !isMissed) return 'quiet';
    this.#isArmed = false;
    return 'stalled';
  }

  /** Sound was heard, which says as much as a look: the next look has nothing to compare with and only notes where it stands. */
  hear(nowMs: number): void {
    this.#last = null;
    this.#lastFlowAt = nowMs;
    this.#isArmed = true;
    this.#patienceMs = STALL_MS;
  }

  /** Another peer connection begins: whatever it has received by the first look is media that came. */
  begin(): void {
    this.#isArmed = false;
    this.#last = NOTHING_YET;
  }

  /** The peer says that it sends nothing: what was received so far says nothing of what is to come. */
  disarm(): void {
    this.#isArmed = false;
    this.#last = null;
  }
}

const NOTHING_YET: SignsOfLife = { bytesReceived: 0, responsesReceived: 0 };

function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
