/** What a call needs of the world, as `main.tsx` plugs it in. */
import type {
  AnsweredEventName,
  ClientEvent,
  ClientEventAnswer,
  IceServer,
  LinkReport,
  ServerEvent,
  ServerEventName,
} from '#protocol';
import type { LinkDetails } from '../quality/link-details.ts';
import type { LinkContent } from './sealed-content.ts';
import type { CallReporting, LinkStatus, LinkStep, LocalMedia, MediaPath, ScreenShare } from './view.ts';

export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Calls back once; returns what calls it off. */
  schedule(callback: () => void, delayMs: number): () => void;
}

/** The line to the signaling server. It reconnects by itself until it is closed. */
export interface SignalingPort {
  /** Takes the line over where it stands already: `onConnected` is called at once. */
  open(handlers: SignalingHandlers): void;
  /** Null when there is no answer: not connected, or none within the time limit. */
  ask<Name extends AnsweredEventName>(
    name: Name,
    data: ClientEvent<Name>,
  ): Promise<ClientEventAnswer<Name> | null>;
  /** Dropped while not connected: a signal that waits is stale when it arrives. */
  signal(to: string, payload: string): void;
  isConnected(): boolean;
  /** When the server last said anything, be it only a heartbeat, in milliseconds since the Unix epoch; null: never yet. */
  heardAt(): number | null;
  /** The longest, in milliseconds, that one of its last answers took; null: none lately, or none on this line. */
  slowestAnswerMs(): number | null;
  /** Gives up the line and takes a new one, after an answer did not come. */
  reconnect(): void;
  close(): void;
}

export interface SignalingHandlers {
  onConnected(): void;
  onDisconnected(): void;
  onEvent<Name extends ServerEventName>(name: Name, data: ServerEvent<Name>): void;
}

/** All peer connections of a call. */
export interface MeshPort {
  setIceServers(servers: readonly IceServer[]): void;
  add(peerId: string, how: { readonly polite: boolean }): void;
  remove(peerId: string): void;
  /** The peer is another page load: a new connection from the beginning. */
  replace(peerId: string, how: { readonly polite: boolean }): void;
  handleSignal(peerId: string, signal: LinkContent): void;
  /** Whether it is on its way, by the data channel of the peer. */
  sendMessage(peerId: string, text: string): boolean;
  /** The way to the peer may have opened or changed: mend what needs mending. */
  check(peerId: string): void;
  checkAll(): void;
  /** What is heard of each peer at this moment; null while the page cannot be seen, and nobody would look at it. */
  readVoices(ids: readonly string[]): ReadonlyMap<string, Voice> | null;
  /** Whether the peer says that it sends anything: silence is no trouble where nothing is sent. */
  expectMedia(peerId: string, expected: boolean): void;
  /** How high, in pixels of the screen, the peer shows this page's camera; null: not known. */
  setShownLines(peerId: string, lines: number | null): void;
  /** Null where the server wants no reports. */
  readonly reporting: CallReporting | null;
  close(): void;
}

/** As RTCRtpSynchronizationSource: a time stamp that stands still is a source that is silent. */
export interface Voice {
  readonly rtpTimestamp: number;
  /** 0 to 1, linear. */
  readonly audioLevel?: number;
}

export interface MeshCallbacks {
  /** Whether the server takes reports of calls. */
  readonly mayReport: boolean;
  send(peerId: string, signal: LinkContent): void;
  /** Fresh credentials; rejects when the server cannot be asked. */
  refreshIceServers(): Promise<readonly IceServer[]>;
  /** The way out may be another one, or open again. */
  onNetworkChange(): void;
  onLink(peerId: string, state: LinkState): void;
  /** Messages to the peer can be sent: from now on, or again. Those on their way before may be lost. */
  onChannelOpen(peerId: string): void;
  onMessage(peerId: string, text: string): void;
  /** How a connection was made; called only where the server takes reports. */
  reportLink(report: LinkReport): void;
  /** How the way to the peer is, every two seconds. */
  onDetails(peerId: string, details: LinkDetails): void;
  /** Whether the camera, which is on, is kept from the peer for want of bandwidth. */
  onVideoPaused(peerId: string, paused: boolean): void;
}

export interface LinkState {
  readonly status: LinkStatus;
  readonly step: LinkStep | null;
  readonly path: MediaPath | null;
  readonly stream: MediaStream | null;
  readonly screenStream: MediaStream | null;
}

export interface CallPorts {
  readonly signaling: SignalingPort;
  readonly createMesh: (callbacks: MeshCallbacks) => MeshPort;
  readonly media: LocalMedia;
  readonly screen: ScreenShare;
  readonly clock: Clock;
  readonly random: (bytes: number) => Uint8Array<ArrayBuffer>;
  /** Of this tab: survives a reload, not the tab. */
  readonly tabStorage: KeyValueStorage;
  /** Of this browser. */
  readonly storage: KeyValueStorage;
  /** Whether this tab, and no duplicate of it, may use the name; held until the page is left. */
  readonly holdLock: (name: string) => Promise<boolean>;
  readonly origin: string;
  /** The build of this page; null where it is not known. */
  readonly build: string | null;
  /** For failures that neither a person nor a network can cause. */
  readonly report: (error: unknown) => void;
}

/** The part of Web Storage that is used; writes may be refused by the browser, which is not an error. */
export interface KeyValueStorage {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
}
