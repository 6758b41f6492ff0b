import { MAX_LINK_EPOCH } from '#protocol';
import type { LinkDetails } from '../quality/link-details.ts';
import { createTokenBucket, type TokenBucket } from '../token-bucket.ts';
import { Healer } from './healer.ts';
import { type HealingPolicy, type HealingStep, nextHealingStep, PROMPT_MS } from './healing-policy.ts';
import { type FreshIceServers, IceSettings } from './ice-settings.ts';
import { LinkConnection } from './link-connection.ts';
import type { LinkStreams } from './link-media.ts';
import { LinkMonitor } from './link-monitor.ts';
import { isPossibleEpoch, type LinkSignal, type OnProblem } from './link-signal.ts';
import { isSameView, type LinkView, linkStatus } from './link-view.ts';
import type {
  Clock,
  CreatePeerConnection,
  LocalTracks,
  ReceivableCodecs,
  SynchronizationSource,
  TrackKind,
} from './peer-connection.ts';
import { selectedPath } from './selected-path.ts';
import { SharedPath } from './shared-path.ts';
import { StallWatch } from './stall-watch.ts';

/** Why a second: a packet or two lost in a row is `disconnected` too, and mends itself. */
export const DISCONNECTED_GRACE_MS = 1_000;

/** Why three seconds: a peer that leaves ends its channel too, and by then it is known that it has left. */
export const CHANNEL_LOST_GRACE_MS = 3_000;

/** How often the peer may have a new connection built here: at both ends healing takes a step twice a second at most. */
const EPOCHS_OF_PEER = { burst: 20, perSecond: 2 };

/** To a peer at an older epoch ours is told at most this often. */
const LEAST_EPOCH_INTERVAL_MS = 1_000;

export interface PeerLinkOptions {
  /** In a collision of offers the polite side gives way. It makes the first offer. */
  readonly polite: boolean;
  readonly createPeerConnection: CreatePeerConnection;
  readonly receivableCodecs: ReceivableCodecs;
  readonly createStream: () => MediaStream;
  readonly clock: Clock;
  readonly iceServers: readonly RTCIceServer[];
  readonly iceTransportPolicy: RTCIceTransportPolicy;
  /** Fresh TURN credentials; rejects while the server cannot be asked. */
  readonly refreshIceServers: () => Promise<FreshIceServers>;
  readonly tracks: LocalTracks;
  readonly healingPolicy?: HealingPolicy;
  readonly send: (signal: LinkSignal) => void;
  readonly onChange: (view: LinkView) => void;
  /** Messages can be sent: from now on, or again after a new peer connection. Those on their way before may be lost. */
  readonly onChannelOpen: () => void;
  readonly onMessage: (text: string) => void;
  /** Everybody in the call, oneself included: they share this end's uplink. */
  readonly people: number;
  readonly onDetails: (details: LinkDetails) => void;
  /** Whether the camera that is on, or the screen that is shared, is kept from this peer for want of bandwidth. */
  readonly onVideoPaused: (paused: boolean) => void;
  readonly onProblem: OnProblem;
}

/** The way to one peer: a peer connection, its successors, and whatever it takes to keep media flowing. */
export class PeerLink {
  readonly #options: PeerLinkOptions;
  readonly #tracks: Record<TrackKind, MediaStreamTrack | null>;
  readonly #localStreams: LinkStreams;
  readonly #remoteStreams: LinkStreams;
  readonly #healer: Healer;
  readonly #ice: IceSettings;
  readonly #path: SharedPath;
  readonly #stall: StallWatch;
  readonly #monitor: LinkMonitor;
  readonly #followed: TokenBucket;
  #epoch = 1;
  #connection: LinkConnection;
  /** Whose statistics are on their way. */
  #readingFrom: LinkConnection | null = null;
  #wasConnected = false;
  #isClosed = false;
  #toldEpochAt = Number.NEGATIVE_INFINITY;
  #cancelGrace: () => void = () => undefined;
  #cancelChannelGrace: () => void = () => undefined;
  #step: LinkView['step'] = null;
  #view: LinkView = { status: 'connecting', step: null, path: null, stream: null, screenStream: null };

  constructor(options: PeerLinkOptions) {
    const { clock, createStream, healingPolicy: policy = nextHealingStep } = options;
    this.#options = options;
    this.#tracks = { ...options.tracks };
    this.#localStreams = { person: createStream(), screen: createStream() };
    this.#remoteStreams = { person: createStream(), screen: createStream() };
    this.#ice = new IceSettings(options);
    this.#followed = createTokenBucket({ clock, ...EPOCHS_OF_PEER });
    this.#healer = new Healer({
      ...{ clock, policy },
      onStep: (step) => void this.#heal(step),
      onChange: () => this.#update(),
    });
    this.#path = new SharedPath((path) => this.#options.send({ type: 'path', epoch: this.#epoch, path }));
    this.#stall = new StallWatch({
      clock,
      onStall: () => this.#healer.start('lost'),
      onEnd: () => this.#handleConnected(),
    });
    this.#monitor = new LinkMonitor({
      now: () => clock.now(),
      tracks: this.#tracks,
      people: options.people,
      apply: (budget) => this.#connection.setBudget(budget),
      onDetails: options.onDetails,
      onVideoPaused: options.onVideoPaused,
    });
    this.#connection = this.#connect();
    this.#stall.watch(this.#connection);
    this.#monitor.tune();
    this.#healer.start('connecting');
  }

  get view(): LinkView {
    return this.#view;
  }

  /** Media is missed, though the browser calls the connection good. */
  get isStalled(): boolean {
    return this.#stall.isStalled;
  }

  /** Which of the link's peer connections is in use, counted from 1. */
  get epoch(): number {
    return this.#epoch;
  }

  handleSignal(signal: LinkSignal): void {
    if (this.#isClosed || !this.#enterEpoch(signal.epoch)) return;
    if (signal.type === 'description') {
      this.#connection.handleDescription(signal.description, signal.exchange);
    } else if (signal.type === 'candidates') {
      this.#connection.handleCandidates(signal.candidates);
    } else if (signal.type === 'path') {
      this.#path.setPeers(signal.path);
      this.#update({ path: this.#path.path });
    } else {
      this.#connection.repeatOffer();
    }
  }

  /** Sends the track from now on, or nothing, without a renegotiation. */
  setTrack(kind: TrackKind, track: MediaStreamTrack | null): void {
    this.#tracks[kind] = track;
    if (this.#isClosed) return;
    this.#connection.setTrack(kind, track);
    this.#monitor.tune();
  }

  setPeople(people: number): void {
    if (!this.#isClosed) this.#monitor.setPeople(people);
  }

  /** How high the peer shows the camera's picture; null: not known. */
  setShownLines(lines: number | null): void {
    if (!this.#isClosed) this.#monitor.setShownLines(lines);
  }

  /** Whether it is on its way. What gets lost with a peer connection is not repeated here. */
  sendMessage(text: string): boolean {
    return !this.#isClosed && this.#connection.sendMessage(text);
  }

  /** For the next ICE restart and the next peer connection; what flows is not touched. */
  setIceServers(servers: readonly RTCIceServer[]): void {
    this.#ice.servers = servers;
    this.#configure();
  }

  setIceTransportPolicy(policy: RTCIceTransportPolicy): void {
    this.#ice.transportPolicy = policy;
    this.#configure();
  }

  /** Null while nothing is heard because nothing is connected. */
  readVoice(): SynchronizationSource | null {
    if (this.#isClosed || this.#connection.connectionState !== 'connected') return null;
    return this.#connection.readVoice();
  }

  /** Ends the peer connection and builds a new one, at both ends. */
  rebuild(): void {
    if (this.#isClosed || this.#epoch >= MAX_LINK_EPOCH) return;
    this.#open(this.#epoch + 1);
    this.#tellEpoch();
  }

  /** A way may have opened (network changed, server or peer back): says again what has no answer, and heals. */
  check(): void {
    if (this.#isClosed) return;
    this.#path.tellAgain();
    const { connectionState, hasRemoteDescription, wasConnected } = this.#connection;
    if (connectionState === 'connected' && !this.isStalled) this.#connection.repeatOffer();
    else if (connectionState === 'new' || connectionState === 'connecting')
      this.#healer.check(!hasRemoteDescription ? 'connecting' : wasConnected ? 'lost' : 'rebuilt');
    else this.#healer.check('found');
  }

  /** Looks anew which route media takes and how it fares, and what can be sent that way. */
  async readStats(): Promise<void> {
    const connection = this.#connection;
    if (this.#isClosed || connection.connectionState !== 'connected' || this.#readingFrom === connection)
      return;
    this.#readingFrom = connection;
    const report = await connection.readStats();
    if (connection !== this.#connection || this.#isClosed) return;
    this.#readingFrom = null;
    if (report === null) return;
    const path = selectedPath(report);
    if (path !== null) {
      this.#path.setOwn(path);
      this.#update({ path: this.#path.path });
    }
    this.#monitor.look(report, connection.kinds, this.#path.path);
  }

  /** Notices within a second that nothing comes any more, and that something comes again. @param lateMs than it was to look */
  watchFlow(lateMs: number): Promise<void> {
    return this.#stall.look(lateMs);
  }

  /** Whether the peer says that it sends anything. */
  expectMedia(expected: boolean): void {
    this.#stall.expectMedia(expected);
  }

  close(): void {
    this.#isClosed = true;
    this.#stall.watch(null);
    this.#healer.stop();
    this.#cancelGrace();
    this.#cancelChannelGrace();
    this.#connection.close();
  }

  /** Whether the signal is of our epoch, if need be by going on to its own. */
  #enterEpoch(epoch: number): boolean {
    if (!isPossibleEpoch(epoch, this.#epoch)) {
      this.#options.onProblem('bad-epoch', new RangeError(`epoch ${epoch} after ${this.#epoch}`));
      return false;
    }
    if (epoch < this.#epoch) {
      const isRecent = this.#options.clock.now() - this.#toldEpochAt < LEAST_EPOCH_INTERVAL_MS;
      if (!isRecent) this.#tellEpoch();
      return false;
    }
    if (epoch > this.#epoch) {
      if (!this.#followed.take()) return false;
      this.#open(epoch);
    }
    return true;
  }

  #tellEpoch(): void {
    this.#toldEpochAt = this.#options.clock.now();
    this.#options.send({ type: 'rebuild', epoch: this.#epoch });
  }

  #open(epoch: number): void {
    this.#connection.close();
    this.#cancelGrace();
    this.#cancelChannelGrace();
    this.#path.forget();
    this.#monitor.begin();
    this.#epoch = epoch;
    this.#ice.relayOnly = false;
    this.#connection = this.#connect();
    this.#stall.watch(this.#connection);
    this.#monitor.tune();
    this.#healer.handleRebuilt();
    this.#step = 'rebuild';
    this.#update({ path: null });
  }

  #connect(): LinkConnection {
    const { polite, createPeerConnection, receivableCodecs, clock, onProblem } = this.#options;
    const epoch = this.#epoch;
    return new LinkConnection({
      ...{ polite, epoch, createPeerConnection, receivableCodecs, clock, onProblem },
      configuration: this.#ice.configuration,
      tracks: this.#tracks,
      localStreams: this.#localStreams,
      remoteStreams: this.#remoteStreams,
      send: (signal) => this.#options.send(signal),
      onConnectionState: (state) => this.#handleConnectionState(state),
      onRemoteDescription: () => {
        this.#healer.postpone();
        this.#update({ stream: this.#remoteStreams.person, screenStream: this.#remoteStreams.screen });
      },
      onChannelOpen: () => this.#options.onChannelOpen(),
      onChannelLost: () => this.#mendChannel(),
      onMessage: (text) => this.#options.onMessage(text),
    });
  }

  #handleConnectionState(state: RTCPeerConnectionState): void {
    if (state === 'connected') {
      this.#handleConnected();
    } else if (state === 'disconnected') {
      this.#cancelGrace();
      this.#cancelGrace = this.#options.clock.schedule(
        () => this.#healer.start('lost'),
        DISCONNECTED_GRACE_MS,
      );
    } else if (state === 'failed') {
      this.#healer.start('lost');
    }
  }

  #handleConnected(): void {
    this.#cancelGrace();
    this.#stall.handleConnected();
    this.#wasConnected = true;
    this.#ice.relayOnly = false;
    this.#configure();
    this.#healer.stop();
    this.#update();
    this.#mendChannel();
    this.#monitor.handleConnected();
    // What is on its way tells of the route before.
    this.#readingFrom = null;
    void this.readStats();
  }

  /** Firefox gives up a data channel that got nothing through for long; media would go on without it. */
  #mendChannel(): void {
    const connection = this.#connection;
    this.#cancelChannelGrace();
    if (!connection.isChannelLost) return;
    this.#cancelChannelGrace = this.#options.clock.schedule(() => {
      if (connection.connectionState === 'connected') this.rebuild();
    }, CHANNEL_LOST_GRACE_MS);
  }

  async #heal(step: Exclude<HealingStep, 'slow-down'>): Promise<void> {
    const connection = this.#connection;
    // Without an answer to the first offer there is no ICE to restart.
    const hasIce = connection.hasRemoteDescription;
    if (step === 'check' || (step !== 'rebuild' && !hasIce)) return this.#sayAgain();
    const answeredAfterMs = await this.#ice.refresh();
    const hasFresh = answeredAfterMs !== null;
    if (this.#isClosed || connection !== this.#connection || this.#healer.state === 'idle') return;
    if (step === 'prompt-rebuild' || step === 'rebuild-or-restart') {
      if (hasFresh && answeredAfterMs <= PROMPT_MS) return this.rebuild();
      if (step === 'prompt-rebuild') return;
    }
    // Now and then a peer connection of Chromium (156) gathers nothing, and then nothing at an ICE restart either.
    const needsAnother = step === 'rebuild' || (hasIce && !connection.hasCandidates);
    // Without the server nothing can be built anew, while the old way may still come back by itself.
    if (needsAnother && hasFresh) return this.rebuild();
    if (!hasIce) return this.#sayAgain();
    this.#ice.relayOnly = step === 'relay-only';
    this.#tell(step === 'relay-only' ? step : 'ice-restart');
    this.#configure();
    connection.restartIce();
    // What it asks the peer is on its way only now.
    this.#healer.postpone();
  }

  /** What the other end needs to make the next move, for the case that it got lost. */
  #sayAgain(): void {
    this.#tell('check');
    const isWaitingForOffer = !this.#options.polite && !this.#connection.hasRemoteDescription;
    if (isWaitingForOffer) this.#tellEpoch();
    this.#connection.repeatOffer();
  }

  #tell(step: LinkView['step']): void {
    this.#step = step;
    this.#update();
  }

  #configure(): void {
    if (!this.#isClosed) this.#connection.setConfiguration(this.#ice.configuration);
  }

  #update(change: Partial<LinkView> = {}): void {
    if (this.#healer.state !== 'healing') this.#step = null;
    const status = linkStatus(this.#healer.state, this.#wasConnected);
    const view: LinkView = { ...this.#view, ...change, status, step: this.#step };
    if (isSameView(view, this.#view)) return;
    this.#view = view;
    if (!this.#isClosed) this.#options.onChange(view);
  }
}
