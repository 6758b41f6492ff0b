import type { Clock } from '../session/ports.ts';
import { type BrowserCandidate, type FoundCandidate, readCandidate } from './found-candidate.ts';

/** Of `icecandidateerror` (W3C webrtc-pc §4.8.4). */
export interface GatheringError {
  readonly atMs: number;
  /** Of this end; null where the browser does not tell. */
  readonly address: string | null;
  readonly port: number | null;
  readonly url: string;
  readonly code: number;
  /** As the server or the browser worded it. */
  readonly text: string;
}

/** `failed`: the browser does not take the servers, or makes no offer. */
export type GatheringEnd = 'complete' | 'timed-out' | 'stopped' | 'failed';

/** The part of RTCPeerConnection that gathering takes. */
export interface GatheringConnection {
  readonly iceGatheringState: RTCIceGatheringState;
  readonly localDescription: { readonly sdp: string } | null;
  addTransceiver(kind: string): unknown;
  createDataChannel(label: string): unknown;
  setLocalDescription(): Promise<void>;
  close(): void;
  onicecandidate: ((event: { readonly candidate: BrowserCandidate | null }) => void) | null;
  onicecandidateerror:
    | ((event: {
        readonly address?: string | null;
        readonly port?: number | null;
        readonly url: string;
        readonly errorCode: number;
        readonly errorText: string;
      }) => void)
    | null;
  onicegatheringstatechange: (() => void) | null;
}

export interface GatheringPorts {
  /** Throws what RTCPeerConnection throws. */
  readonly createConnection: (configuration: RTCConfiguration) => GatheringConnection;
  readonly clock: Clock;
}

export interface GatheringOptions {
  readonly configuration: RTCConfiguration;
  readonly limitMs: number;
  /** With media the offer is that of a call; without it gathering is all that counts. */
  readonly withMedia: boolean;
  readonly onCandidate: (candidate: FoundCandidate) => void;
  readonly onError?: (error: GatheringError) => void;
}

export interface Gathering {
  readonly ended: Promise<{
    readonly how: GatheringEnd;
    readonly afterMs: number;
    readonly offer: string | null;
  }>;
  stop(): void;
}

/** Gathers the candidates of one offer to nobody, and always comes to an end. */
export function gather({ createConnection, clock }: GatheringPorts, options: GatheringOptions): Gathering {
  const startedAt = clock.now();
  const elapsed = () => Math.max(0, clock.now() - startedAt);
  let connection: GatheringConnection | null = null;
  let cancelLimit: () => void = () => undefined;
  let end: (how: GatheringEnd) => void = () => undefined;

  const ended: Gathering['ended'] = new Promise((resolve) => {
    end = (how) => {
      end = () => undefined;
      cancelLimit();
      const offer = connection?.localDescription?.sdp ?? null;
      if (connection !== null) letGo(connection);
      resolve({ how, afterMs: elapsed(), offer });
    };
  });

  function listenTo(made: GatheringConnection): void {
    made.onicecandidate = ({ candidate }) => {
      if (candidate === null) return end('complete');
      // The empty one ends the candidates of a section (RFC 8838 §8.2); there may be more sections.
      const found = candidate.candidate === '' ? null : readCandidate(candidate, elapsed());
      if (found !== null) options.onCandidate(found);
    };
    made.onicecandidateerror = ({ address, port, url, errorCode, errorText }) => {
      const where = { address: address ?? null, port: port ?? null };
      options.onError?.({ atMs: elapsed(), ...where, url, code: errorCode, text: errorText });
    };
    made.onicegatheringstatechange = () => {
      if (made.iceGatheringState === 'complete') end('complete');
    };
  }

  try {
    connection = createConnection(options.configuration);
    listenTo(connection);
    if (options.withMedia) for (const kind of ['audio', 'video']) connection.addTransceiver(kind);
    connection.createDataChannel('trickle');
    cancelLimit = clock.schedule(() => end('timed-out'), options.limitMs);
    connection.setLocalDescription().catch(() => end('failed'));
  } catch {
    // What a browser refuses it refuses with an exception; which line it is about has been checked before.
    end('failed');
  }
  return { ended, stop: () => end('stopped') };
}

function letGo(connection: GatheringConnection): void {
  connection.onicecandidate = null;
  connection.onicecandidateerror = null;
  connection.onicegatheringstatechange = null;
  connection.close();
}
