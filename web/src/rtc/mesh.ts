import { paceRounds } from '../paced-rounds.ts';
import type { LinkDetails } from '../quality/link-details.ts';
import type { HealingPolicy } from './healing-policy.ts';
import type { FreshIceServers } from './ice-settings.ts';
import type { LinkProblem, LinkSignal } from './link-signal.ts';
import type { LinkView } from './link-view.ts';
import type {
  Clock,
  CreatePeerConnection,
  ReceivableCodecs,
  SynchronizationSource,
  TrackKind,
} from './peer-connection.ts';
import { PeerLink } from './peer-link.ts';

/** A network may change the route under a connection that never breaks, and what it carries at any time. */
export const STATS_INTERVAL_MS = 2_000;

/** Why half a second: a second without a byte is noticed within a second and a half, where the machine has time to look. */
export const FLOW_INTERVAL_MS = 500;
/** While something is missed: what comes again is to be seen at once. */
const STALLED_INTERVAL_MS = 100;

export interface MeshOptions {
  readonly createPeerConnection: CreatePeerConnection;
  readonly receivableCodecs: ReceivableCodecs;
  readonly createStream: () => MediaStream;
  readonly clock: Clock;
  /** Fresh TURN credentials; rejects while the server cannot be asked. */
  readonly refreshIceServers: () => Promise<readonly RTCIceServer[]>;
  readonly healingPolicy?: HealingPolicy;
  readonly send: (peerId: string, signal: LinkSignal) => void;
  readonly onLink: (peerId: string, view: LinkView) => void;
  /** Messages to the peer can be sent: from now on, or again. Those on their way before may be lost. */
  readonly onChannelOpen: (peerId: string) => void;
  readonly onMessage: (peerId: string, text: string) => void;
  /** How the way to the peer is, every two seconds. */
  readonly onDetails: (peerId: string, details: LinkDetails) => void;
  /** Whether the camera, which is on, is kept from the peer for want of bandwidth. */
  readonly onVideoPaused: (peerId: string, paused: boolean) => void;
  readonly onProblem: (peerId: string, code: LinkProblem, error: unknown) => void;
}

export interface Mesh {
  /** For ICE restarts and peer connections to come. */
  setIceServers(servers: readonly RTCIceServer[]): void;
  setIceTransportPolicy(policy: RTCIceTransportPolicy): void;
  /** What is sent to everybody, now and later. */
  setTrack(kind: TrackKind, track: MediaStreamTrack | null): void;
  add(peerId: string, how: { readonly polite: boolean }): void;
  remove(peerId: string): void;
  /** The peer is another page load: a link from the beginning. */
  replace(peerId: string, how: { readonly polite: boolean }): void;
  /** A new peer connection with the same page. */
  rebuild(peerId: string): void;
  /** Whether it is on its way, by the data channel of the peer. */
  sendMessage(peerId: string, text: string): boolean;
  /** Signals of peers that are not in the mesh are ignored. */
  handleSignal(peerId: string, signal: LinkSignal): void;
  /** The way to the peer may have opened or changed: mend what needs mending. */
  check(peerId: string): void;
  checkAll(): void;
  /** What is heard of each of these peers at this moment; of those who are silent because of their connection, nothing. */
  readVoices(peerIds: readonly string[]): ReadonlyMap<string, SynchronizationSource>;
  /** Whether the peer says that it sends anything. */
  expectMedia(peerId: string, expected: boolean): void;
  /** How high, in pixels of the screen, the peer shows the camera's picture; null: not known. */
  setShownLines(peerId: string, lines: number | null): void;
  close(): void;
}

/** A link to every peer. It knows of no signaling server: whoever owns it carries the signals. */
export function createMesh(options: MeshOptions): Mesh {
  const { clock } = options;
  const links = new Map<string, PeerLink>();
  const tracks: Record<TrackKind, MediaStreamTrack | null> = {
    audio: null,
    video: null,
    screen: null,
    'screen-audio': null,
  };
  let iceServers: readonly RTCIceServer[] = [];
  let iceTransportPolicy: RTCIceTransportPolicy = 'all';
  let refreshing: Promise<FreshIceServers> | null = null;
  const stopRounds = [
    paceRounds({ clock, intervalMs: STATS_INTERVAL_MS, run: readAllStats }),
    paceRounds({ clock, intervalMs: FLOW_INTERVAL_MS, run: (lateMs) => watchFlows(false, lateMs) }),
    paceRounds({ clock, intervalMs: STALLED_INTERVAL_MS, run: (lateMs) => watchFlows(true, lateMs) }),
  ];

  function readAllStats(): void {
    for (const link of links.values()) void link.readStats();
  }

  function watchFlows(stalled: boolean, lateMs: number): void {
    for (const link of links.values()) if (link.isStalled === stalled) void link.watchFlow(lateMs);
  }

  function setIceServers(servers: readonly RTCIceServer[]): void {
    iceServers = servers;
    for (const link of links.values()) link.setIceServers(servers);
  }

  /** However many links heal at the same time, the server is asked once. */
  function refreshIceServers(): Promise<FreshIceServers> {
    const askedAt = clock.now();
    refreshing ??= options
      .refreshIceServers()
      .then((servers) => {
        setIceServers(servers);
        return { servers, tookMs: clock.now() - askedAt };
      })
      .finally(() => {
        refreshing = null;
      });
    return refreshing;
  }

  function add(peerId: string, { polite }: { readonly polite: boolean }): void {
    if (links.has(peerId)) return;
    const { createPeerConnection, receivableCodecs, createStream, healingPolicy } = options;
    const link: PeerLink = new PeerLink({
      ...{ polite, createPeerConnection, receivableCodecs, createStream, clock, tracks, refreshIceServers },
      ...{ iceServers, iceTransportPolicy },
      ...(healingPolicy && { healingPolicy }),
      send: (signal) => options.send(peerId, signal),
      onChange: (view) => options.onLink(peerId, view),
      onChannelOpen: () => options.onChannelOpen(peerId),
      onMessage: (text) => options.onMessage(peerId, text),
      people: countPeople() + 1,
      onDetails: (details) => options.onDetails(peerId, details),
      onVideoPaused: (paused) => options.onVideoPaused(peerId, paused),
      onProblem: (code, error) => options.onProblem(peerId, code, error),
    });
    links.set(peerId, link);
    tellPeople();
  }

  function remove(peerId: string): void {
    links.get(peerId)?.close();
    links.delete(peerId);
    tellPeople();
  }

  function countPeople(): number {
    return links.size + 1;
  }

  /** All of them share one uplink. */
  function tellPeople(): void {
    for (const link of links.values()) link.setPeople(countPeople());
  }

  return {
    ...{ setIceServers, add, remove },
    setIceTransportPolicy(policy) {
      iceTransportPolicy = policy;
      for (const link of links.values()) link.setIceTransportPolicy(policy);
    },
    setTrack(kind, track) {
      tracks[kind] = track;
      for (const link of links.values()) link.setTrack(kind, track);
    },
    replace(peerId, how) {
      remove(peerId);
      add(peerId, how);
    },
    rebuild: (peerId) => links.get(peerId)?.rebuild(),
    sendMessage: (peerId, text) => links.get(peerId)?.sendMessage(text) ?? false,
    handleSignal: (peerId, signal) => links.get(peerId)?.handleSignal(signal),
    check: (peerId) => links.get(peerId)?.check(),
    expectMedia: (peerId, expected) => links.get(peerId)?.expectMedia(expected),
    setShownLines: (peerId, lines) => links.get(peerId)?.setShownLines(lines),
    checkAll() {
      for (const link of links.values()) link.check();
    },
    readVoices(peerIds) {
      const voices = new Map<string, SynchronizationSource>();
      for (const peerId of peerIds) {
        const voice = links.get(peerId)?.readVoice() ?? null;
        if (voice !== null) voices.set(peerId, voice);
      }
      return voices;
    },
    close() {
      for (const stop of stopRounds) stop();
      for (const peerId of [...links.keys()]) remove(peerId);
    },
  };
}
