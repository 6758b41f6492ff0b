/** Two meshes of real peer connections in one page, joined by a channel in memory that keeps the order and may lose. */
import type { HealingPolicy } from '../healing-policy.ts';
import type { LinkProblem, LinkSignal } from '../link-signal.ts';
import type { LinkView } from '../link-view.ts';
import { createMesh, type Mesh } from '../mesh.ts';
import type { PeerConnection } from '../peer-connection.ts';

export interface End {
  readonly mesh: Mesh;
  readonly peerConnections: RTCPeerConnection[];
  readonly problems: string[];
  /** Every signal that this end has sent, lost or not. */
  readonly sent: LinkSignal[];
  view: LinkView | null;
  /** Plays the other's stream as a tile of the page would: without one, browsers do not decode audio. */
  readonly tile: HTMLVideoElement;
  readonly screenTile: HTMLVideoElement;
  /** Messages of the other end. */
  readonly heard: string[];
  channelOpenings: number;
  /** Ends the data channel in use as the browser would. */
  closeChannel(): void;
}

export interface CallInOnePage {
  readonly polite: End;
  readonly impolite: End;
  readonly ends: readonly End[];
  /** Which signals are lost. */
  isLost: (signal: LinkSignal) => boolean;
  close(): void;
}

export interface CallOptions {
  readonly healingPolicy?: HealingPolicy;
  readonly iceServers?: readonly RTCIceServer[];
}

export function createCallInOnePage(options: CallOptions = {}): CallInOnePage {
  const polite = createEnd((signal) => deliver(impolite, signal), options);
  const impolite = createEnd((signal) => deliver(polite, signal), options);
  const ends = [polite, impolite];
  function deliver(to: End, signal: LinkSignal): void {
    const copy: LinkSignal = JSON.parse(JSON.stringify(signal));
    if (!call.isLost(signal)) setTimeout(() => to.mesh.handleSignal('other', copy), 0);
  }
  const call: CallInOnePage = {
    ...{ polite, impolite, ends },
    isLost: () => false,
    close() {
      for (const { mesh, tile, screenTile } of ends) {
        mesh.close();
        tile.remove();
        screenTile.remove();
      }
    },
  };
  return call;
}

export function join({ polite, impolite }: CallInOnePage): void {
  polite.mesh.add('other', { polite: true });
  impolite.mesh.add('other', { polite: false });
}

function createEnd(
  deliver: (signal: LinkSignal) => void,
  { healingPolicy, iceServers = [] }: CallOptions,
): End {
  const peerConnections: RTCPeerConnection[] = [];
  const problems: string[] = [];
  const sent: LinkSignal[] = [];
  const tile = document.createElement('video');
  tile.autoplay = true;
  const screenTile = document.createElement('video');
  screenTile.autoplay = true;
  document.body.append(tile, screenTile);
  const heard: string[] = [];
  let channel: RTCDataChannel | null = null;
  const mesh = createMesh({
    createPeerConnection(configuration): PeerConnection {
      const pc = new RTCPeerConnection(configuration);
      peerConnections.push(pc);
      const { createDataChannel } = pc;
      pc.createDataChannel = (...args) => {
        channel = createDataChannel.apply(pc, args);
        return channel;
      };
      return pc;
    },
    receivableCodecs: (kind) => RTCRtpReceiver.getCapabilities(kind)?.codecs ?? [],
    createStream: () => new MediaStream(),
    clock: {
      now: () => performance.now(),
      schedule(callback, delayMs) {
        const timer = setTimeout(callback, delayMs);
        return () => clearTimeout(timer);
      },
    },
    refreshIceServers: async () => iceServers,
    ...(healingPolicy && { healingPolicy }),
    send(_peerId, signal) {
      sent.push(signal);
      deliver(signal);
    },
    onLink(_peerId, view) {
      end.view = view;
      if (tile.srcObject !== view.stream) tile.srcObject = view.stream;
      if (screenTile.srcObject !== view.screenStream) screenTile.srcObject = view.screenStream;
    },
    onChannelOpen() {
      end.channelOpenings += 1;
    },
    onMessage: (_peerId, text) => heard.push(text),
    onDetails: () => undefined,
    onVideoPaused: () => undefined,
    onProblem: (_peerId: string, code: LinkProblem, error: unknown) => problems.push(`${code} ${error}`),
  });
  const end: End = {
    mesh,
    peerConnections,
    closeChannel: () => channel?.close(),
    problems,
    sent,
    tile,
    screenTile,
    heard,
    channelOpenings: 0,
    view: null,
  };
  return end;
}
