import type { LocalCandidate } from '../rtc/peer-connection.ts';
import type { ProbeChannel, ProbeConnection, ProbePorts } from './probe-connection.ts';
import { waitFor } from './wait-for.ts';

/** Why ten seconds: a call that is not connected by then is one that people have left. */
export const CONNECT_LIMIT_MS = 10_000;

/** Messages are lost where the network loses them: nothing is sent again. */
const ECHO = { negotiated: true, id: 0, ordered: false, maxRetransmits: 0 };
const BULK = { negotiated: true, id: 1 };

export interface PairEnd {
  readonly pc: ProbeConnection;
  readonly echo: ProbeChannel;
  readonly bulk: ProbeChannel;
}

/** Two connections in this page that reach each other by what `configuration` names, and by nothing else. */
export interface ConnectionPair {
  readonly near: PairEnd;
  readonly far: PairEnd;
  /** Whether both ends can be written to, within the limit. `near` has begun to gather before. */
  connect(): Promise<boolean>;
  close(): void;
}

export function openPair(configuration: RTCConfiguration, ports: ProbePorts): ConnectionPair {
  const near = openEnd(ports.createPeerConnection(configuration));
  const far = openEnd(ports.createPeerConnection(configuration));
  const described = deferred();
  let isClosed = false;
  // What is under way when a pair is closed fails: nothing to tell.
  const report = (error: unknown) => {
    if (!isClosed && !ports.signal.aborted) ports.report(error);
  };
  const pass = (from: ProbeConnection, to: ProbeConnection) =>
    from.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate === null) return;
      described.promise.then(() => to.addIceCandidate(initOf(candidate))).catch(report);
    });
  pass(near.pc, far.pc);
  pass(far.pc, near.pc);
  return {
    near,
    far,
    async connect() {
      const { clock, signal } = ports;
      const isOpen = await waitFor<boolean>({ clock, signal, limitMs: CONNECT_LIMIT_MS }, (found) => {
        exchange(near.pc, far.pc)
          .then(() => {
            described.resolve();
            whenOpen([near.echo, near.bulk, far.echo, far.bulk], () => found(true));
          })
          .catch((error: unknown) => {
            report(error);
            found(false);
          });
      });
      return isOpen ?? false;
    },
    close() {
      isClosed = true;
      near.pc.close();
      far.pc.close();
    },
  };
}

function openEnd(pc: ProbeConnection): PairEnd {
  return { pc, echo: pc.createDataChannel('echo', ECHO), bulk: pc.createDataChannel('bulk', BULK) };
}

async function exchange(near: ProbeConnection, far: ProbeConnection): Promise<void> {
  await far.setRemoteDescription({ type: 'offer', sdp: near.localDescription?.sdp ?? '' });
  await far.setLocalDescription();
  await near.setRemoteDescription({ type: 'answer', sdp: far.localDescription?.sdp ?? '' });
}

function whenOpen(channels: readonly ProbeChannel[], then: () => void): void {
  const check = () => {
    if (channels.every(({ readyState }) => readyState === 'open')) then();
  };
  for (const channel of channels) channel.addEventListener('open', check);
  check();
}

function initOf({ candidate, sdpMid, sdpMLineIndex, usernameFragment }: LocalCandidate): RTCIceCandidateInit {
  return { candidate, sdpMid, sdpMLineIndex, usernameFragment };
}

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
