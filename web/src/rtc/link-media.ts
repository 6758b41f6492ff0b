import { chooseCodecs } from './choose-codecs.ts';
import type { OnProblem } from './link-signal.ts';
import type { EncodingBudget, LinkBudget } from './mesh-budget.ts';
import {
  type LocalTracks,
  MEDIA_KINDS,
  type MediaPeerConnection,
  type ReceivableCodecs,
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
  readonly receivableCodecs: ReceivableCodecs;
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
  readonly #budgets = new Map<TrackKind, EncodingBudget>();

  constructor(options: LinkMediaOptions) {
    this.#options = options;
    this.#tracks = { ...options.tracks };
  }

  /** For the side that makes the first offer. */
  addTransceivers(): void {
    const { pc, localStreams } = this.#options;
    for (const kind of TRACK_KINDS) {
      const track = this.#tracks[kind];
      const streams = [localStreams[STREAM_OF[kind]]];
      this.#hold(
        kind,
        pc.addTransceiver(track ?? MEDIA_KINDS[kind], { direction: 'sendrecv', streams }),
        track,
      );
    }
  }

  /** Before an answer is made: takes up what was offered. Does not go by the streams that the peer names. */
  handleRemoteDescription(): void {
    for (const kind of TRACK_KINDS) if (!this.#transceivers.has(kind)) this.#takeUp(kind);
    this.#fill('person');
    this.#fill('screen');
    // Where there was nothing to set before the first negotiation.
    for (const [kind, budget] of this.#budgets) this.#parameters.get(kind)?.set(budget);
  }

  setTrack(kind: TrackKind, track: MediaStreamTrack | null): void {
    this.#tracks[kind] = track;
    this.#senders.get(kind)?.set(track);
  }

  /**
   * Keeps what is sent within it. Best told before the first packet: encoders that are told in the middle begin anew, and
   * the first picture comes that much later.
   */
  setBudget({ audio, video, screen }: LinkBudget): void {
    this.#setBudget('audio', audio);
    this.#setBudget('video', video);
    if (screen !== null) this.#setBudget('screen', screen);
  }

  #setBudget(kind: TrackKind, budget: EncodingBudget): void {
    this.#budgets.set(kind, budget);
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
    const { pc, localStreams } = this.#options;
    const taken = [...this.#transceivers.values()];
    const transceiver = pc
      .getTransceivers()
      .find((one) => one.receiver.track.kind === MEDIA_KINDS[kind] && !taken.includes(one));
    if (transceiver === undefined) return;
    transceiver.direction = 'sendrecv';
    transceiver.sender.setStreams(localStreams[STREAM_OF[kind]]);
    this.#hold(kind, transceiver, null);
    this.#senders.get(kind)?.set(this.#tracks[kind]);
  }

  /** `sent`: what it sends already. */
  #hold(kind: TrackKind, transceiver: RtpTransceiver, sent: MediaStreamTrack | null): void {
    const { onProblem } = this.#options;
    this.#preferCodecs(kind, transceiver);
    this.#transceivers.set(kind, transceiver);
    this.#senders.set(kind, new TrackSender(transceiver.sender, sent, onProblem));
    const parameters = new SenderParameters({
      ...{ sender: transceiver.sender, kind, onProblem },
      track: () => this.#tracks[kind],
    });
    this.#parameters.set(kind, parameters);
    const budget = this.#budgets.get(kind);
    if (budget !== undefined) parameters.set(budget);
  }

  #preferCodecs(kind: TrackKind, transceiver: RtpTransceiver): void {
    const { receivableCodecs, onProblem } = this.#options;
    const mediaKind = MEDIA_KINDS[kind];
    try {
      const codecs = chooseCodecs(mediaKind, receivableCodecs(mediaKind));
      if (codecs.length > 0) transceiver.setCodecPreferences([...codecs]);
    } catch (error) {
      // The browser offers all that it has, which is as good.
      onProblem('codecs-refused', error);
    }
  }
}
