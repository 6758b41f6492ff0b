import type { OnProblem } from './link-signal.ts';
import type { EncodingBudget } from './mesh-budget.ts';
import type { RtpSender, TrackKind } from './peer-connection.ts';

/** Why: an estimate is never twice the same, and a change of the encoder for nothing costs a key frame. */
const LEAST_CHANGE = 0.05;

/** What is sent of a person: sound is the last thing to suffer (W3C webrtc-priority §4.1). */
const PRIORITIES: Readonly<Record<TrackKind, RTCPriorityType>> = {
  audio: 'high',
  video: 'low',
  screen: 'medium',
  'screen-audio': 'high',
};

export interface SenderParametersOptions {
  readonly sender: RtpSender;
  readonly kind: TrackKind;
  /** What is sent, or about to be sent. */
  readonly track: () => MediaStreamTrack | null;
  readonly onProblem: OnProblem;
}

/**
 * Keeps what a sender sends within its budget (W3C webrtc-pc §5.2, setParameters): one change at a time, of those asked
 * for meanwhile only the last, and nothing where nothing would change.
 */
export class SenderParameters {
  readonly #options: SenderParametersOptions;
  #wanted: EncodingBudget | null = null;
  #isSetting = false;
  /** What was set last. Why not asked of the browser: each question stops the page until its network thread answers. */
  #current: RTCRtpEncodingParameters | null = null;

  constructor(options: SenderParametersOptions) {
    this.#options = options;
  }

  set(budget: EncodingBudget): void {
    this.#wanted = budget;
    if (!this.#isSetting) void this.#apply();
  }

  async #apply(): Promise<void> {
    const { sender, kind, onProblem } = this.#options;
    this.#isSetting = true;
    while (this.#wanted !== null) {
      const budget = this.#wanted;
      this.#wanted = null;
      try {
        const encoding = this.#encoding(budget);
        if (this.#current !== null && isNear(this.#current, encoding)) continue;
        const parameters = sender.getParameters();
        const [first] = parameters.encodings;
        // Some browsers have none before the first negotiation; what is told after it will find some.
        if (first === undefined) continue;
        // The browser wants back the object that it gave.
        Object.assign(first, encoding);
        // The camera alone: for a screen the browser goes by the content hint of its track.
        if (kind === 'video') parameters.degradationPreference = 'balanced';
        await sender.setParameters(parameters);
        this.#current = encoding;
      } catch (error) {
        // A negotiation came in between, or the connection is closed: the next round sets what is wanted then.
        this.#current = null;
        onProblem('parameters-refused', error);
      }
    }
    this.#isSetting = false;
  }

  #encoding(budget: EncodingBudget): RTCRtpEncodingParameters {
    const { kind, track } = this.#options;
    return {
      active: budget.active,
      priority: PRIORITIES[kind],
      ...(budget.active && { maxBitrate: budget.maxBitrate }),
      ...(budget.maxFramerate !== undefined && { maxFramerate: budget.maxFramerate }),
      ...(budget.maxHeight !== undefined && { scaleResolutionDownBy: scaleDown(track(), budget.maxHeight) }),
    };
  }
}

function isNear(current: RTCRtpEncodingParameters, wanted: RTCRtpEncodingParameters): boolean {
  const { maxBitrate = 0 } = current;
  const { maxBitrate: bitrate = maxBitrate } = wanted;
  return (
    (current.active ?? true) === wanted.active &&
    current.priority === wanted.priority &&
    (wanted.maxFramerate ?? current.maxFramerate) === current.maxFramerate &&
    (wanted.scaleResolutionDownBy ?? current.scaleResolutionDownBy) === current.scaleResolutionDownBy &&
    Math.abs(bitrate - maxBitrate) <= maxBitrate * LEAST_CHANGE
  );
}

/** The short side counts: a phone held upright has its height in the long one. */
function scaleDown(track: MediaStreamTrack | null, maxHeight: number): number {
  const { width, height } = track?.getSettings() ?? {};
  const shortSide = Math.min(width ?? maxHeight, height ?? maxHeight);
  return Math.max(shortSide / maxHeight, 1);
}
