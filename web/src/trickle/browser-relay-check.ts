import type { RelayCheck } from './relay-check.ts';

const MESSAGES = 20;
const LIMIT_MS = 10_000;

/** Two connections of this page to each other that may use nothing but the relay, and messages there and back. */
export const browserRelayCheck: RelayCheck = async function browserRelayCheck(iceServers, url) {
  const server = iceServers.find(({ urls }) => [urls].flat().includes(url));
  if (server === undefined) return null;
  const configuration: RTCConfiguration = {
    iceServers: [{ ...server, urls: [url] }],
    iceTransportPolicy: 'relay',
  };
  const near = new RTCPeerConnection(configuration);
  const far = new RTCPeerConnection(configuration);
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), LIMIT_MS);
  try {
    const echoed = sendAndEcho(near, far, stop.signal);
    await connect(near, far);
    return await echoed;
  } finally {
    clearTimeout(timer);
    near.close();
    far.close();
  }
};

async function connect(near: RTCPeerConnection, far: RTCPeerConnection): Promise<void> {
  const fromNear = passCandidates(near, far);
  const fromFar = passCandidates(far, near);
  await near.setLocalDescription();
  if (near.localDescription) await far.setRemoteDescription(near.localDescription);
  fromNear.open();
  await far.setLocalDescription();
  if (far.localDescription) await near.setRemoteDescription(far.localDescription);
  fromFar.open();
}

/** Holds candidates back until the other end knows the description that they belong to. */
function passCandidates(from: RTCPeerConnection, to: RTCPeerConnection): { open(): void } {
  const waiting: RTCIceCandidate[] = [];
  let isOpen = false;
  // One that comes too late finds its connection closed.
  const pass = (candidate: RTCIceCandidate) => void to.addIceCandidate(candidate).catch(() => undefined);
  from.onicecandidate = ({ candidate }) => {
    if (candidate === null) return;
    if (isOpen) pass(candidate);
    else waiting.push(candidate);
  };
  return {
    open() {
      isOpen = true;
      for (const candidate of waiting.splice(0)) pass(candidate);
    },
  };
}

interface Echoes {
  readonly sent: number;
  readonly received: number;
  readonly roundTripMs: number | null;
  readonly bitsPerSecond: null;
}

/** One message after the other, until all are back or the time is over: what never came back was not received. */
function sendAndEcho(near: RTCPeerConnection, far: RTCPeerConnection, stop: AbortSignal): Promise<Echoes> {
  const times: number[] = [];
  const channel = near.createDataChannel('relay-check');
  far.ondatachannel = (event) => {
    event.channel.onmessage = ({ data }) => event.channel.send(data);
  };
  let sent = 0;
  let sentAt = 0;
  return new Promise((resolve) => {
    const end = () =>
      resolve({ sent, received: times.length, roundTripMs: medianOf(times), bitsPerSecond: null });
    const sendNext = () => {
      if (sent === MESSAGES) return end();
      sentAt = performance.now();
      channel.send(String(sent++));
    };
    channel.onopen = sendNext;
    channel.onmessage = () => {
      times.push(performance.now() - sentAt);
      sendNext();
    };
    stop.addEventListener('abort', end);
  });
}

function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}
