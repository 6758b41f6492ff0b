import { askForDtx } from './ask-for-dtx.ts';
import { CandidateBatch } from './candidate-batch.ts';
import { CandidateQueue } from './candidate-queue.ts';
import { readSignsOfLife, type SignsOfLife } from './flow-watch.ts';
import { ufragsOf } from './ice-generation.ts';
import { LinkChannel } from './link-channel.ts';
import { LinkMedia, type LinkStreams } from './link-media.ts';
import type { LinkCandidate, LinkSignal, OnProblem, SessionDescription } from './link-signal.ts';
import type { LinkBudget } from './mesh-budget.ts';
import { Negotiator } from './negotiator.ts';
import type {
  Clock,
  CreatePeerConnection,
  LocalCandidate,
  LocalTracks,
  PeerConnection,
  ReceivableCodecs,
  StatsReport,
  SynchronizationSource,
  TrackKind,
} from './peer-connection.ts';

/** Why three seconds: an answer takes two trips through the server, on a phone network one second. Doubles each time. */
export const FIRST_REPEAT_MS = 3_000;
export const LONGEST_REPEAT_MS = 24_000;

/** What is said again on request is not said more often than this. */
const LEAST_REPEAT_MS = 300;

export interface LinkConnectionOptions {
  readonly polite: boolean;
  readonly epoch: number;
  readonly createPeerConnection: CreatePeerConnection;
  readonly configuration: RTCConfiguration;
  readonly clock: Clock;
  readonly tracks: LocalTracks;
  readonly localStreams: LinkStreams;
  readonly remoteStreams: LinkStreams;
  readonly receivableCodecs: ReceivableCodecs;
  readonly send: (signal: LinkSignal) => void;
  readonly onConnectionState: (state: RTCPeerConnectionState) => void;
  readonly onRemoteDescription: () => void;
  readonly onChannelOpen: () => void;
  readonly onChannelLost: () => void;
  readonly onMessage: (text: string) => void;
  readonly onProblem: OnProblem;
}

/** One peer connection and everything that lives and dies with it: one epoch of a link. */
export class LinkConnection {
  readonly #options: LinkConnectionOptions;
  readonly #pc: PeerConnection;
  readonly #negotiator: Negotiator;
  readonly #remoteCandidates: CandidateQueue;
  readonly #localCandidates: CandidateBatch;
  readonly #media: LinkMedia;
  readonly #channel: LinkChannel;
  #configured: string;
  #isClosed = false;
  #hasCandidates = false;
  #wasConnected = false;
  #offeredAt = Number.NEGATIVE_INFINITY;
  #offeredExchange = 0;
  #cancelRepeat: () => void = () => undefined;

  constructor(options: LinkConnectionOptions) {
    const { polite, epoch, clock, send } = options;
    this.#options = options;
    this.#configured = JSON.stringify(options.configuration);
    const onProblem: OnProblem = (code, error) => {
      if (!this.#isClosed) options.onProblem(code, error);
    };
    const pc = this.#createPeerConnection(onProblem);
    this.#pc = pc;
    this.#media = new LinkMedia({ ...options, pc, onProblem });
    this.#channel = new LinkChannel({
      ...{ pc, onProblem },
      onOpen: () => this.#unlessClosed(options.onChannelOpen),
      onLost: () => this.#unlessClosed(options.onChannelLost),
      onMessage: (text) => this.#unlessClosed(() => options.onMessage(text)),
    });
    this.#remoteCandidates = new CandidateQueue({ pc, onProblem });
    this.#localCandidates = new CandidateBatch({
      clock,
      send: (candidates) => send({ type: 'candidates', epoch, candidates }),
    });
    this.#negotiator = new Negotiator({
      ...{ polite, pc, onProblem },
      send: (description, exchange) => this.#sendDescription(description, exchange),
      onRemoteDescription: () => this.#handleRemoteDescription(),
    });
    pc.addEventListener('negotiationneeded', () => void this.#negotiator.handleNegotiationNeeded());
    pc.addEventListener('icecandidate', ({ candidate }) => this.#handleLocalCandidate(candidate));
    pc.addEventListener('connectionstatechange', () => {
      if (pc.connectionState === 'connected') this.#wasConnected = true;
      if (!this.#isClosed) options.onConnectionState(pc.connectionState);
    });
    // Why the polite side makes the first offer: Chromium (156) receives no more video after the rollback of an offer
    // if its transceivers came with the first offer of the other end. So the side that rolls back makes them.
    if (polite) {
      this.#media.addTransceivers();
      this.#channel.open();
      // Not when the browser says so: its event waits until the page has drawn whoever has come.
      void this.#negotiator.handleNegotiationNeeded();
    }
  }

  get connectionState(): RTCPeerConnectionState {
    return this.#pc.connectionState;
  }

  /** Now or before. */
  get wasConnected(): boolean {
    return this.#wasConnected;
  }

  get hasRemoteDescription(): boolean {
    return this.#pc.remoteDescription !== null;
  }

  /** Whether it has found any candidate of its own. */
  get hasCandidates(): boolean {
    return this.#hasCandidates;
  }

  /** The data channel was open and is no more: only a new peer connection brings another one. */
  get isChannelLost(): boolean {
    return this.#channel.isLost;
  }

  /** Whether it is on its way; false while the data channel is not open. */
  sendMessage(text: string): boolean {
    return !this.#isClosed && this.#channel.send(text);
  }

  handleDescription(description: SessionDescription, exchange: number): void {
    void this.#negotiator.handleDescription(description, exchange);
  }

  handleCandidates(candidates: readonly LinkCandidate[]): void {
    this.#remoteCandidates.handleCandidates(candidates);
  }

  setTrack(kind: TrackKind, track: MediaStreamTrack | null): void {
    this.#media.setTrack(kind, track);
  }

  /** For the candidates that are gathered from now on: at the next ICE restart of either end. */
  setConfiguration(configuration: RTCConfiguration): void {
    const wanted = JSON.stringify(configuration);
    // Why: it stops the page until the browser's network thread answers, and most of the time nothing has changed.
    if (wanted === this.#configured) return;
    try {
      this.#pc.setConfiguration(configuration);
      this.#configured = wanted;
    } catch (error) {
      this.#options.onProblem('configuration-refused', error);
    }
  }

  restartIce(): void {
    this.#pc.restartIce();
    void this.#negotiator.replaceOffer();
  }

  /** Says an offer that has no answer once more: now, or as soon as that is not too often. */
  repeatOffer(): void {
    if (this.#pc.signalingState !== 'have-local-offer') return;
    const leastMs = this.#offeredAt + LEAST_REPEAT_MS - this.#options.clock.now();
    // Not more than that: the clock may have been set back.
    this.#repeatAfter(Math.min(Math.max(leastMs, 0), LEAST_REPEAT_MS));
  }

  async readStats(): Promise<StatsReport | null> {
    try {
      return await this.#pc.getStats();
    } catch (error) {
      if (!this.#isClosed) this.#options.onProblem('stats-failed', error);
      return null;
    }
  }

  setBudget(budget: LinkBudget): void {
    this.#media.setBudget(budget);
  }

  /** Which track a transceiver carries, by its mid. */
  get kinds(): ReadonlyMap<string, TrackKind> {
    return this.#media.kinds;
  }

  /** What is heard of the peer's microphone at this moment. */
  readVoice(): SynchronizationSource | null {
    return this.#media.readVoice();
  }

  async readSignsOfLife(): Promise<SignsOfLife | null> {
    try {
      return readSignsOfLife(await this.#pc.getStats());
    } catch (error) {
      if (!this.#isClosed) this.#options.onProblem('stats-failed', error);
      return null;
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelRepeat();
    this.#localCandidates.close();
    this.#channel.close();
    this.#pc.close();
  }

  #createPeerConnection(onProblem: OnProblem): PeerConnection {
    const { createPeerConnection, configuration } = this.#options;
    try {
      return createPeerConnection(configuration);
    } catch (error) {
      // The servers come from the network; without them at least a direct connection can be tried.
      onProblem('configuration-refused', error);
      return createPeerConnection({ ...configuration, iceServers: [] });
    }
  }

  #unlessClosed(callback: () => void): void {
    if (!this.#isClosed) callback();
  }

  #handleRemoteDescription(): void {
    if (this.#isClosed) return;
    this.#cancelRepeat();
    this.#media.handleRemoteDescription();
    this.#channel.open();
    this.#remoteCandidates.handleRemoteDescription();
    this.#options.onRemoteDescription();
  }

  #sendDescription(description: SessionDescription, exchange: number): void {
    if (this.#isClosed) return;
    if (description.type === 'offer') {
      this.#offeredAt = this.#options.clock.now();
      if (exchange !== this.#offeredExchange) this.#repeatAfter(FIRST_REPEAT_MS);
      this.#offeredExchange = exchange;
    }
    const { epoch, send } = this.#options;
    const { type, sdp } = description;
    send({ type: 'description', epoch, exchange, description: { type, sdp: askForDtx(sdp) } });
  }

  /** Until the answer comes: nobody tells us that a signal was lost. */
  #repeatAfter(delayMs: number): void {
    this.#cancelRepeat();
    this.#cancelRepeat = this.#options.clock.schedule(() => {
      if (this.#pc.signalingState !== 'have-local-offer') return;
      void this.#negotiator.repeatOffer();
      this.#repeatAfter(Math.min(Math.max(delayMs * 2, FIRST_REPEAT_MS), LONGEST_REPEAT_MS));
    }, delayMs);
  }

  #handleLocalCandidate(candidate: LocalCandidate | null): void {
    if (this.#isClosed) return;
    if (candidate !== null) this.#hasCandidates = true;
    const [ufrag = null] = ufragsOf(this.#pc.localDescription?.sdp ?? '');
    this.#localCandidates.add({
      candidate: candidate?.candidate ?? '',
      sdpMid: candidate?.sdpMid ?? null,
      sdpMLineIndex: candidate?.sdpMLineIndex ?? null,
      usernameFragment: candidate?.usernameFragment ?? ufrag,
    });
  }
}
