import type { OnProblem } from './link-signal.ts';
import type { EncodingBudget } from './mesh-budget.ts';
import {
  type LocalTracks,
  MEDIA_KINDS,
  type MediaPeerConnection,
  type RtpTransceiver,
  type SynchronizationSource,
  TRACK_KINDS,
  type TrackKind,
} from './peer-connection.ts';
import { SenderParameters } from './sender-parameters.ts';
import { TrackSender } from './track-sender.ts';

/** A stream's id ties its sound and its picture together, so that the other end plays them in step. */
export interface LinkStreams {
  /** Microphone and camera. */
  readonly person: MediaStream;
  readonly screen: MediaStream;
}

export interface LinkMediaOptions {
  readonly pc: MediaPeerConnection;
  readonly tracks: LocalTracks;
  readonly localStreams: LinkStreams;
  readonly remoteStreams: LinkStreams;
  readonly onProblem: OnProblem;
}

const STREAM_OF: Readonly<Record<TrackKind, keyof LinkStreams>> = {
  audio: 'person',
  video: 'person',
  screen: 'screen',
  'screen-audio': 'screen',
};

/**
 * One transceiver for each kind, made by one side and taken up by the other, and from then on never more: a kind that
 * sends nothing keeps its transceiver, so that starting, stopping and switching needs no renegotiation. Why also for a
 * screen that is seldom shared: sharing then starts at once, and also while the server is away.
 */
export class LinkMedia {
  readonly #options: LinkMediaOptions;
  readonly #tracks: Record<TrackKind, MediaStreamTrack | null>;
  readonly #transceivers = new Map<TrackKind, RtpTransceiver>();
  readonly #senders = new Map<TrackKind, TrackSender>();
  readonly #parameters = new Map<TrackKind, SenderParameters>();

  constructor(options: LinkMediaOptions) {
    this.#options = options;
    this.#tracks = { ...options.tracks };
  }

  /** For the side that makes the first offer. */
  addTransceivers(): void {
    const { pc, localStreams, onProblem } = this.#options;
    for (const kind of TRACK_KINDS) {
      const track = this.#tracks[kind];
      const streams = [localStreams[STREAM_OF[kind]]];
      const transceiver = pc.addTransceiver(track ?? MEDIA_KINDS[kind], { direction: 'sendrecv', streams });
      this.#transceivers.set(kind, transceiver);
      this.#senders.set(kind, new TrackSender(transceiver.sender, track, onProblem));
      this.#parameters.set(kind, new SenderParameters(transceiver.sender, kind, onProblem));
    }
  }

  /** Before an answer is made: takes up what was offered. Does not go by the streams that the peer names. */
  handleRemoteDescription(): void {
    for (const kind of TRACK_KINDS) if (!this.#transceivers.has(kind)) this.#takeUp(kind);
    this.#fill('person');
    this.#fill('screen');
  }

  setTrack(kind: TrackKind, track: MediaStreamTrack | null): void {
    this.#tracks[kind] = track;
    this.#senders.get(kind)?.set(track);
  }

  /** Keeps what is sent within it. */
  setBudget(kind: TrackKind, budget: EncodingBudget): void {
    this.#parameters.get(kind)?.set(budget);
  }

  /** Which track a transceiver carries, by its mid. */
  get kinds(): ReadonlyMap<string, TrackKind> {
    return new Map([...this.#transceivers].flatMap(([kind, { mid }]) => (mid === null ? [] : [[mid, kind]])));
  }

  /** What is heard of the microphone at the other end: the first source, for a microphone has one. */
  readVoice(): SynchronizationSource | null {
    return this.#transceivers.get('audio')?.receiver.getSynchronizationSources()[0] ?? null;
  }

  #fill(name: keyof LinkStreams): void {
    const stream = this.#options.remoteStreams[name];
    const tracks = [...this.#transceivers]
      .filter(([kind]) => STREAM_OF[kind] === name)
      .map(([, { receiver }]) => receiver.track);
    // Removed before the new ones are added: a track that is received anew has the id of its predecessor, and Chromium
    // takes the one for the other.
    for (const track of stream.getTracks()) if (!tracks.includes(track)) stream.removeTrack(track);
    for (const track of tracks) stream.addTrack(track);
  }

  /** Transceivers of a peer connection are in the order of the offer: of two of a kind the second is the screen's. */
  #takeUp(kind: TrackKind): void {
    const { pc, localStreams, onProblem } = this.#options;
    const taken = [...this.#transceivers.values()];
    const transceiver = pc
      .getTransceivers()
      .find((one) => one.receiver.track.kind === MEDIA_KINDS[kind] && !taken.includes(one));
    if (transceiver === undefined) return;
    transceiver.direction = 'sendrecv';
    transceiver.sender.setStreams(localStreams[STREAM_OF[kind]]);
    this.#transceivers.set(kind, transceiver);
    const sender = new TrackSender(transceiver.sender, null, onProblem);
    this.#senders.set(kind, sender);
    this.#parameters.set(kind, new SenderParameters(transceiver.sender, kind, onProblem));
    sender.set(this.#tracks[kind]);
  }
}
