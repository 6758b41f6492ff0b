/** Two links and a channel between them that keeps the order, takes its time, and loses what a test tells it to. */
import type { HealingPolicy } from '../healing-policy.ts';
import type { LinkSignal } from '../link-signal.ts';
import type { LinkView } from '../link-view.ts';
import { PeerLink } from '../peer-link.ts';
import { fakeStream, fakeTrack } from './fake-media.ts';
import { FakeNetwork } from './fake-network.ts';
import { FakePeerConnection } from './fake-peer-connection.ts';
import { VirtualClock } from './virtual-clock.ts';

export type Role = 'polite' | 'impolite';

export interface LinkEnd {
  readonly link: PeerLink;
  readonly peerConnections: FakePeerConnection[];
  readonly sent: LinkSignal[];
  readonly views: LinkView[];
  readonly problems: string[];
  /** Messages of the other end. */
  readonly heard: string[];
  channelOpenings: number;
  /** What the test shares, or null. */
  screen: MediaStreamTrack | null;
  /** The peer connection in use. */
  readonly pc: FakePeerConnection;
}

export interface TwoLinksOptions {
  readonly operationMs?: () => number;
  readonly latencyMs?: () => number;
  /** Whether the signal is lost on its way. */
  readonly isLost?: (from: Role, signal: LinkSignal) => boolean;
  /** Alters a signal on its way. */
  readonly alter?: (from: Role, signal: LinkSignal) => LinkSignal;
  readonly healingPolicy?: HealingPolicy;
  readonly refreshIceServers?: () => Promise<readonly RTCIceServer[]>;
}

export class TwoLinks {
  readonly clock = new VirtualClock();
  readonly network = new FakeNetwork(this.clock);
  readonly polite: LinkEnd;
  readonly impolite: LinkEnd;
  /** While it is so, the server is away: every signal is lost and credentials cannot be refreshed. */
  isServerAway = false;
  readonly #options: TwoLinksOptions;
  readonly #busyUntil = { polite: 0, impolite: 0 };

  constructor(options: TwoLinksOptions = {}) {
    this.#options = options;
    this.polite = this.#createEnd('polite');
    this.impolite = this.#createEnd('impolite');
  }

  get ends(): LinkEnd[] {
    return [this.polite, this.impolite];
  }

  get statuses(): string[] {
    return this.ends.map(({ link }) => link.view.status);
  }

  /** What was sent, as `offer 1`, `candidates`, `rebuild 2`. */
  said(role: Role): string[] {
    return this[role].sent.map((signal) => {
      if (signal.type === 'description') return `${signal.description.type} ${signal.exchange}`;
      if (signal.type === 'path') return `path ${signal.path}`;
      return signal.type === 'rebuild' ? `rebuild ${signal.epoch}` : 'candidates';
    });
  }

  close(): void {
    for (const { link } of this.ends) link.close();
  }

  #createEnd(role: Role): LinkEnd {
    const peerConnections: FakePeerConnection[] = [];
    const sent: LinkSignal[] = [];
    const views: LinkView[] = [];
    const problems: string[] = [];
    const heard: string[] = [];
    const { network, clock } = this;
    const { operationMs = () => 1, refreshIceServers = async () => SERVERS, healingPolicy } = this.#options;
    const link = new PeerLink({
      polite: role === 'polite',
      createPeerConnection(configuration) {
        const pc = new FakePeerConnection({ network, configuration, operationMs });
        peerConnections.push(pc);
        return pc;
      },
      receivableCodecs: () => [],
      createStream: fakeStream,
      clock,
      iceServers: SERVERS,
      iceTransportPolicy: 'all',
      refreshIceServers: async () => {
        if (this.isServerAway) throw new Error('no answer');
        const askedAt = clock.now();
        const servers = await refreshIceServers();
        return { servers, tookMs: clock.now() - askedAt };
      },
      ...(healingPolicy && { healingPolicy }),
      tracks: {
        audio: fakeTrack('audio', `${role} microphone`),
        ...{ video: null, screen: null, 'screen-audio': null },
      },
      send: (signal) => {
        sent.push(signal);
        this.#carry(role, signal);
      },
      onChange: (view) => views.push(view),
      onChannelOpen() {
        end.channelOpenings += 1;
      },
      onMessage: (text) => heard.push(text),
      people: 2,
      onDetails: () => undefined,
      onVideoPaused: () => undefined,
      onProblem: (code) => problems.push(code),
    });
    const end: LinkEnd = {
      ...{ link, peerConnections, sent, views, problems, heard, channelOpenings: 0, screen: null },
      get pc() {
        return last(peerConnections);
      },
    };
    return end;
  }

  #carry(from: Role, original: LinkSignal): void {
    const { latencyMs = () => 20, isLost = () => false, alter = (_, signal) => signal } = this.#options;
    if (this.isServerAway || isLost(from, original)) return;
    const signal = alter(from, original);
    const arrival = Math.max(this.clock.now() + latencyMs(), this.#busyUntil[from]);
    this.#busyUntil[from] = arrival;
    const to = from === 'polite' ? 'impolite' : 'polite';
    this.clock.schedule(() => this[to].link.handleSignal(signal), arrival - this.clock.now());
  }
}

export const SERVERS: readonly RTCIceServer[] = [
  { urls: ['turn:203.0.113.10:3478?transport=udp'], username: 'u', credential: 'c' },
];

function last<T>(list: readonly T[]): T {
  const item = list.at(-1);
  if (item === undefined) throw new Error('the list is empty');
  return item;
}
