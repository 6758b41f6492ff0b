import type {
  RtpReceiver,
  RtpSender,
  RtpTransceiver,
  SendParameters,
  SynchronizationSource,
} from '../peer-connection.ts';
import { fakeTrack } from './fake-media.ts';
import { answerDirection, type FakeSdp } from './fake-sdp.ts';

export interface FakeTransceiverOptions {
  readonly kind: string;
  readonly track: MediaStreamTrack | null;
  readonly direction: RTCRtpTransceiverDirection;
  /** Runs an action as one operation of the peer connection. */
  readonly chain: (action: () => void) => Promise<void>;
  readonly onChange: () => void;
}

export class FakeTransceiver implements RtpTransceiver {
  readonly kind: string;
  readonly sender: RtpSender;
  /** As the browser has it: encodings come with the first negotiation. */
  parameters: SendParameters = { encodings: [] };
  readonly receiver: RtpReceiver;
  sources: SynchronizationSource[] = [];
  mid: string | null = null;
  /** Every track that the sender was told to send. */
  readonly replaced: (string | null)[] = [];
  /** Streams that its description names. */
  streams: readonly MediaStream[] = [];
  track: MediaStreamTrack | null;
  #direction: RTCRtpTransceiverDirection;
  #settledDirection: RTCRtpTransceiverDirection | null = null;
  readonly #onChange: () => void;

  constructor({ kind, track, direction, chain, onChange }: FakeTransceiverOptions) {
    this.kind = kind;
    this.track = track;
    this.#direction = direction;
    this.#onChange = onChange;
    this.receiver = {
      track: fakeTrack(kind, `remote ${kind}`),
      getSynchronizationSources: () => this.sources,
    };
    const currentTrack = () => this.track;
    this.sender = {
      get track() {
        return currentTrack();
      },
      getParameters: () => structuredClone(this.parameters),
      setParameters: async (parameters: SendParameters) => {
        this.parameters = structuredClone(parameters);
      },
      replaceTrack: (next: MediaStreamTrack | null) =>
        chain(() => {
          if (next !== null && next.kind !== kind) throw new TypeError(`a ${next.kind} track for ${kind}`);
          this.replaced.push(next?.id ?? null);
          this.track = next;
        }),
      setStreams: (...streams: MediaStream[]) => {
        this.streams = streams;
      },
    };
  }

  setCodecPreferences(): void {
    // Its descriptions name no codecs.
  }

  get direction(): RTCRtpTransceiverDirection {
    return this.#direction;
  }

  set direction(direction: RTCRtpTransceiverDirection) {
    this.#direction = direction;
    this.#onChange();
  }

  /** Not described yet, or not as it now wants to be. */
  get isUnsettled(): boolean {
    return this.mid === null || this.#settledDirection === null || this.#settledDirection !== this.#direction;
  }

  /** Made by a remote offer. */
  associate(mid: string): void {
    this.mid = mid;
    this.#direction = 'recvonly';
  }

  answerTo(offered: RTCRtpTransceiverDirection): RTCRtpTransceiverDirection {
    return answerDirection(offered, this.#direction);
  }

  /** §4.7.3: an offerer must have offered its direction, an answerer have answered with as much of it as was offered. */
  settle(local: FakeSdp | undefined, remote: FakeSdp | undefined, role: string | undefined): void {
    const mine = local?.sections.find(({ mid }) => mid === this.mid)?.direction;
    const theirs = remote?.sections.find(({ mid }) => mid === this.mid)?.direction;
    if (mine === undefined || theirs === undefined) return;
    if (this.parameters.encodings.length === 0) this.parameters = { encodings: [{ active: true }] };
    const isAsWanted = role === 'offer' ? mine === this.#direction : mine === this.answerTo(theirs);
    this.#settledDirection = isAsWanted ? this.#direction : mine;
  }
}
