import type { AppliedDescription, Clock, LocalCandidate } from '../rtc/peer-connection.ts';

/** The part of the browser that a probe uses, small enough for a fake. RTCPeerConnection and RTCDataChannel fit as they are. */

export interface ProbeChannel {
  readonly readyState: RTCDataChannelState;
  /** Bytes that were handed over and have not been sent. */
  readonly bufferedAmount: number;
  bufferedAmountLowThreshold: number;
  binaryType: BinaryType;
  send(data: string): void;
  send(data: Uint8Array<ArrayBuffer>): void;
  addEventListener(type: 'open' | 'bufferedamountlow', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

export interface ProbeConnection {
  readonly localDescription: AppliedDescription | null;
  createDataChannel(label: string, init: RTCDataChannelInit): ProbeChannel;
  setLocalDescription(): Promise<void>;
  setRemoteDescription(description: { type: 'offer' | 'answer'; sdp: string }): Promise<void>;
  addIceCandidate(candidate: RTCIceCandidateInit): Promise<void>;
  close(): void;
  /** A candidate that is null: all were found. */
  addEventListener(
    type: 'icecandidate',
    listener: (event: { readonly candidate: LocalCandidate | null }) => void,
  ): void;
  addEventListener(type: 'icecandidateerror', listener: (event: CandidateError) => void): void;
}

/** RTCPeerConnectionIceErrorEvent (W3C webrtc-pc §4.8.3). One for each address of this machine that a server was asked from. */
export interface CandidateError {
  readonly url: string;
  /** Of the server's STUN error response, or 701 where none came. */
  readonly errorCode: number;
  readonly errorText: string;
}

/** Throws for servers that the browser does not take. */
export type CreateProbeConnection = (configuration: RTCConfiguration) => ProbeConnection;

/** What every probe is given. `signal`: ends it at once, whatever it waits for. */
export interface ProbePorts {
  readonly createPeerConnection: CreateProbeConnection;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** What should not happen: a browser that refuses its own descriptions. */
  readonly report: (error: unknown) => void;
}
