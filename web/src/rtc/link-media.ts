import type { OnProblem } from './link-signal.ts';
import type {
  LocalTracks,
  MediaPeerConnection,
  RtpTransceiver,
  SynchronizationSource,
  TrackKind,
} from './peer-connection.ts';
import { TrackSender } from './track-sender.ts';

const KINDS: readonly TrackKind[] = ['audio', 'video'];

export interface LinkMediaOptions {
  readonly pc: MediaPeerConnection;
  readonly tracks: LocalTracks;
  /** Its id ties microphone and camera together, so that the other end plays them in step. */
  readonly localStream: MediaStream;
  readonly remoteStream: MediaStream;
  readonly onProblem: OnProblem;
}

/**
 * One transceiver for each kind, made by one side and taken up by the other, and from then on never more: a kind that
 * sends nothing keeps its transceiver, so that starting, stopping and switching needs no renegotiation.
 */
export class LinkMedia {
  readonly #options: LinkMediaOptions;
  readonly #tracks: Record<TrackKind, MediaStreamTrack | null>;
  readonly #transceivers = new Map<TrackKind, RtpTransceiver>();
  readonly #senders = new Map<TrackKind, TrackSender>();

  constructor(options: LinkMediaOptions) {
    this.#options = options;
    this.#tracks = { ...options.tracks };
  }

  /** For the side that makes the first offer. */
  addTransceivers(): void {
    const { pc, localStream, onProblem } = this.#options;
    for (const kind of KINDS) {
      const track = this.#tracks[kind];
      const init: RTCRtpTransceiverInit = { direction: 'sendrecv', streams: [localStream] };
      const transceiver = pc.addTransceiver(track ?? kind, init);
      this.#transceivers.set(kind, transceiver);
      this.#senders.set(kind, new TrackSender(transceiver.sender, track, onProblem));
    }
  }

  /** Before an answer is made: takes up what was offered. Does not go by the streams that the peer names. */
  handleRemoteDescription(): void {
    for (const kind of KINDS) if (!this.#transceivers.has(kind)) this.#takeUp(kind);
    const tracks = [...this.#transceivers.values()].map(({ receiver }) => receiver.track);
    const { remoteStream } = this.#options;
    // Removed before the new ones are added: a track that is received anew has the id of its predecessor, and Chromium
    // takes the one for the other.
    for (const track of remoteStream.getTracks())
      if (!tracks.includes(track)) remoteStream.removeTrack(track);
    for (const track of tracks) remoteStream.addTrack(track);
  }

  setTrack(kind: TrackKind, track: MediaStreamTrack | null): void {
    this.#tracks[kind] = track;
    this.#senders.get(kind)?.set(track);
  }

  /** What is heard of the microphone at the other end: the first source, for a microphone has one. */
  readVoice(): SynchronizationSource | null {
    return this.#transceivers.get('audio')?.receiver.getSynchronizationSources()[0] ?? null;
  }

  #takeUp(kind: TrackKind): void {
    const { pc, localStream, onProblem } = this.#options;
    const transceiver = pc.getTransceivers().find(({ receiver }) => receiver.track.kind === kind);
    if (transceiver === undefined) return;
    transceiver.direction = 'sendrecv';
    transceiver.sender.setStreams(localStream);
    this.#transceivers.set(kind, transceiver);
    const sender = new TrackSender(transceiver.sender, null, onProblem);
    this.#senders.set(kind, sender);
    sender.set(this.#tracks[kind]);
  }
}
