/** The part of the browser that `rtc/` uses, small enough for a faithful fake. RTCPeerConnection fits as it is. */

/** What is sent to a peer, in the order of the transceivers, by which the other end tells them apart. */
export const TRACK_KINDS = ['audio', 'video', 'screen', 'screen-audio'] as const;

/** `audio`, `video`: microphone and camera. `screen`, `screen-audio`: what a person shares beside them. */
export type TrackKind = (typeof TRACK_KINDS)[number];

/** What the browser calls such a track. */
export const MEDIA_KINDS: Readonly<Record<TrackKind, 'audio' | 'video'>> = {
  audio: 'audio',
  video: 'video',
  screen: 'video',
  'screen-audio': 'audio',
};

export type LocalTracks = Readonly<Record<TrackKind, MediaStreamTrack | null>>;

export interface Clock {
  now(): number;
  /** Calls back once; returns what calls it off. */
  schedule(callback: () => void, delayMs: number): () => void;
}

export interface AppliedDescription {
  readonly type: RTCSdpType;
  readonly sdp: string;
}

/** What perfect negotiation needs (W3C webrtc-pc §10.7). */
export interface NegotiationPeerConnection {
  readonly signalingState: RTCSignalingState;
  readonly localDescription: AppliedDescription | null;
  readonly remoteDescription: AppliedDescription | null;
  getTransceivers(): RtpTransceiver[];
  setLocalDescription(): Promise<void>;
  setRemoteDescription(description: { type: 'offer' | 'answer'; sdp: string }): Promise<void>;
}

export interface CandidatePeerConnection {
  readonly remoteDescription: AppliedDescription | null;
  addIceCandidate(candidate: RTCIceCandidateInit): Promise<void>;
}

export interface LocalCandidate {
  readonly candidate: string;
  readonly sdpMid: string | null;
  readonly sdpMLineIndex: number | null;
  readonly usernameFragment: string | null;
}

/** RTCRtpSendParameters (W3C webrtc-pc §5.2.3), of which this sets a part and gives back the rest as it was. */
export interface SendParameters {
  encodings: RTCRtpEncodingParameters[];
  /** W3C mst-content-hint §4; not in the DOM library of TypeScript. */
  degradationPreference?: string;
}

export interface RtpSender {
  readonly track: MediaStreamTrack | null;
  getParameters(): SendParameters;
  setParameters(parameters: SendParameters): Promise<void>;
  replaceTrack(track: MediaStreamTrack | null): Promise<void>;
  setStreams(...streams: MediaStream[]): void;
}

/** RTCRtpSynchronizationSource: what is being played of one source (W3C webrtc-pc §5.5). */
export interface SynchronizationSource {
  readonly rtpTimestamp: number;
  /** 0 to 1, linear. */
  readonly audioLevel?: number;
}

export interface RtpReceiver {
  readonly track: MediaStreamTrack;
  getSynchronizationSources(): SynchronizationSource[];
}

export interface RtpTransceiver {
  readonly mid: string | null;
  setCodecPreferences(codecs: RTCRtpCodec[]): void;
  readonly sender: RtpSender;
  readonly receiver: RtpReceiver;
  direction: RTCRtpTransceiverDirection;
}

export interface MediaPeerConnection {
  addTransceiver(trackOrKind: MediaStreamTrack | string, init: RTCRtpTransceiverInit): RtpTransceiver;
  getTransceivers(): RtpTransceiver[];
}

export interface DataChannel {
  readonly readyState: RTCDataChannelState;
  send(text: string): void;
  close(): void;
  addEventListener(type: 'open' | 'close', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

export interface ChannelPeerConnection {
  createDataChannel(label: string, init: RTCDataChannelInit): DataChannel;
}

/** RTCStatsReport, of which only the values are read (W3C webrtc-stats). */
export interface StatsReport {
  // biome-ignore lint/suspicious/noExplicitAny: as in the DOM library; each reader checks what it takes.
  forEach(visit: (stats: any) => void): void;
}

export interface PeerConnection
  extends NegotiationPeerConnection,
    CandidatePeerConnection,
    MediaPeerConnection,
    ChannelPeerConnection {
  readonly connectionState: RTCPeerConnectionState;
  setConfiguration(configuration: RTCConfiguration): void;
  restartIce(): void;
  getStats(): Promise<StatsReport>;
  close(): void;
  addEventListener(type: 'negotiationneeded' | 'connectionstatechange', listener: () => void): void;
  addEventListener(
    type: 'icecandidate',
    listener: (event: { readonly candidate: LocalCandidate | null }) => void,
  ): void;
}

/** What the browser can receive, the best first (W3C webrtc-pc §5.3, getCapabilities). */
export type ReceivableCodecs = (kind: 'audio' | 'video') => readonly RTCRtpCodec[];

export type CreatePeerConnection = (configuration: RTCConfiguration) => PeerConnection;
