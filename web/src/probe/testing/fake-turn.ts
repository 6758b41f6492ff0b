import type { LocalCandidate } from '../../rtc/peer-connection.ts';
import type { VirtualClock } from '../../rtc/testing/virtual-clock.ts';
import type { CandidateError, ProbeConnection } from '../probe-connection.ts';
import { FakeProbeChannel } from './fake-probe-channel.ts';

/** How a server behaves towards whoever asks it. */
export interface FakeServer {
  /** What comes of gathering, in this order: candidates, `error` events, and null for its end; nothing of it: silence. */
  readonly gathered: readonly {
    readonly afterMs: number;
    readonly candidate?: string | null;
    readonly error?: Pick<CandidateError, 'errorCode'> & { readonly errorText?: string };
  }[];
  /** Whether what it is given comes out again. */
  readonly relays?: boolean;
  readonly carryMs?: number;
  /** Of the unreliable channel, every so manieth message is lost. */
  readonly losesEvery?: number;
  readonly bytesPerMs?: number;
}

export const RELAY = 'candidate:1 1 udp 1 192.0.2.1 49160 typ relay raddr 0.0.0.0 rport 0';

export const GOOD: FakeServer = {
  gathered: [
    { afterMs: 30, candidate: RELAY },
    { afterMs: 40, candidate: null },
  ],
  relays: true,
};

/** Peer connections of a page, and the servers that they ask: as much of both as a probe meets. */
export class FakeTurn {
  readonly clock: VirtualClock;
  readonly connections: FakeProbeConnection[] = [];
  readonly #servers: Readonly<Record<string, FakeServer>>;

  constructor(clock: VirtualClock, servers: Readonly<Record<string, FakeServer>>) {
    this.clock = clock;
    this.#servers = servers;
  }

  readonly createPeerConnection = (configuration: RTCConfiguration): FakeProbeConnection => {
    const url = [configuration.iceServers?.[0]?.urls ?? ''].flat().join(' ');
    const server = this.#servers[url];
    if (server === undefined) throw new DOMException(`${url} is not a valid URL`, 'SyntaxError');
    const pc = new FakeProbeConnection({
      clock: this.clock,
      server,
      configuration,
      others: this.connections,
    });
    this.connections.push(pc);
    return pc;
  };

  /** Of all that was sent at full rate. */
  get sentBytes(): number {
    return this.connections.reduce((sum, { sentBytes }) => sum + sentBytes, 0);
  }

  get isAllClosed(): boolean {
    return this.connections.every(({ isClosed }) => isClosed);
  }
}

interface FakeProbeConnectionOptions {
  readonly clock: VirtualClock;
  readonly server: FakeServer;
  readonly configuration: RTCConfiguration;
  readonly others: readonly FakeProbeConnection[];
}

/** Its description is a name, by which the other one finds it. */
class FakeProbeConnection implements ProbeConnection {
  localDescription: { type: 'offer' | 'answer'; sdp: string } | null = null;
  isClosed = false;
  readonly configuration: RTCConfiguration;
  readonly #options: FakeProbeConnectionOptions;
  readonly #name: string;
  readonly #listeners = new Map<string, ((event: never) => void)[]>();
  readonly #channels: FakeProbeChannel[] = [];
  readonly #remoteCandidates: RTCIceCandidateInit[] = [];
  #remote: FakeProbeConnection | null = null;
  #hasRelay = false;

  constructor(options: FakeProbeConnectionOptions) {
    this.#options = options;
    this.configuration = options.configuration;
    this.#name = `connection ${options.others.length}`;
  }

  get sentBytes(): number {
    return this.#channels.reduce((sum, { sentBytes }) => sum + sentBytes, 0);
  }

  // biome-ignore lint/suspicious/noExplicitAny: one implementation for the overloads of the interface.
  addEventListener(type: string, listener: (event: any) => void): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  createDataChannel(_: string, init: RTCDataChannelInit): FakeProbeChannel {
    const { clock, server } = this.#options;
    const { carryMs = 5, bytesPerMs = 1_000, losesEvery = 0 } = server;
    const isLossy = init.maxRetransmits === 0;
    const channel = new FakeProbeChannel({
      ...{ clock, carryMs, bytesPerMs },
      losesEvery: isLossy ? losesEvery : 0,
    });
    this.#channels.push(channel);
    return channel;
  }

  async setLocalDescription(): Promise<void> {
    this.localDescription = { type: this.#remote === null ? 'offer' : 'answer', sdp: this.#name };
    for (const { afterMs, candidate, error } of this.#options.server.gathered)
      this.#options.clock.schedule(() => this.#gather(candidate, error), afterMs);
  }

  async setRemoteDescription({ sdp }: { sdp: string }): Promise<void> {
    await new Promise<void>((resolve) => void this.#options.clock.schedule(resolve, DESCRIBE_MS));
    if (this.isClosed) throw new DOMException('closed', 'InvalidStateError');
    this.#remote = this.#options.others.find((one) => one.#name === sdp) ?? null;
    this.#connect();
  }

  async addIceCandidate(candidate: RTCIceCandidateInit): Promise<void> {
    if (this.#remote === null) throw new DOMException('no remote description', 'InvalidStateError');
    this.#remoteCandidates.push(candidate);
    this.#connect();
  }

  close(): void {
    this.isClosed = true;
    for (const channel of this.#channels) channel.close();
  }

  #gather(candidate: string | null | undefined, error: FakeServer['gathered'][number]['error']): void {
    if (this.isClosed) return;
    if (error !== undefined) this.#emit('icecandidateerror', { url: '', errorText: '', ...error });
    if (candidate === undefined) return;
    const found: LocalCandidate | null = candidate === null ? null : { ...PLACE, candidate };
    if (candidate?.includes('typ relay')) this.#hasRelay = true;
    this.#emit('icecandidate', { candidate: found });
    this.#connect();
  }

  /** Both have been described to each other, and each has a relay candidate that the other knows of. */
  #connect(): void {
    const other = this.#remote;
    const { server, clock } = this.#options;
    if (server.relays !== true || other === null || other.#remote !== this) return;
    const isReached = (one: FakeProbeConnection, by: FakeProbeConnection) =>
      one.#hasRelay && by.#remoteCandidates.some(({ candidate }) => candidate?.includes('typ relay'));
    if (!isReached(this, other) || !isReached(other, this)) return;
    this.#channels.forEach((channel, index) => {
      const end = other.#channels[index];
      if (end !== undefined) clock.schedule(() => channel.joinWith(end), 1);
    });
  }

  #emit(type: string, event: object): void {
    for (const listener of this.#listeners.get(type) ?? []) listener(event as never);
  }
}

/** So long is a connection between two states, and can be closed there. */
const DESCRIBE_MS = 1;

const PLACE = { sdpMid: '0', sdpMLineIndex: 0, usernameFragment: 'u' };
