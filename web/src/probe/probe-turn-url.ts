import type { TurnObservation } from '#diagnosis';
import type { IceServer } from '#protocol';
import { allocate } from './allocate.ts';
import { type ConnectionPair, openPair } from './connection-pair.ts';
import { measureEcho } from './measure-echo.ts';
import { measureThroughput } from './measure-throughput.ts';
import type { ProbePorts } from './probe-connection.ts';

export interface TurnProbeOptions extends ProbePorts {
  /** Whose credentials go with the URL. */
  readonly iceServer: Pick<IceServer, 'username' | 'credential'>;
  readonly url: string;
  /** What is measured passes here, so that nothing else is measured at the same time. */
  readonly inTurn: <T>(pass: () => Promise<T>) => Promise<T>;
}

const NOTHING_CAME = { sent: 0, received: 0, roundTripMs: null, bitsPerSecond: null };

/**
 * What this one URL is worth from here: an allocation, and bytes through the server both ways between two connections of
 * this page that know nothing but this URL. Always ends, and leaves nothing open.
 */
export async function probeTurnUrl(options: TurnProbeOptions): Promise<TurnObservation> {
  const { url, iceServer, signal, inTurn, report } = options;
  const { username, credential } = iceServer;
  let pair: ConnectionPair | null = null;
  try {
    pair = openPair(
      { iceServers: [{ urls: [url], username, credential }], iceTransportPolicy: 'relay' },
      options,
    );
    const open = pair;
    const { family, allocation } = await allocate(open.near.pc, options);
    const observed = { url, family: family ?? familyOfHost(url), allocation };
    if (allocation.outcome !== 'allocated') return { ...observed, relayed: null };
    const isConnected = await open.connect();
    if (signal.aborted) return { ...observed, relayed: null };
    return { ...observed, relayed: isConnected ? await inTurn(() => measure(open, options)) : NOTHING_CAME };
  } catch (error) {
    // The browser takes no such server at all.
    report(error);
    return { url, family: null, allocation: { outcome: 'unfinished' }, relayed: null };
  } finally {
    pair?.close();
  }
}

async function measure({ near, far }: ConnectionPair, ports: ProbePorts) {
  const echo = await measureEcho(near.echo, far.echo, ports);
  const bitsPerSecond = echo.received === 0 ? null : await measureThroughput(near.bulk, far.bulk, ports);
  return { ...echo, bitsPerSecond };
}

/** Of a host that is an address; of a name only the browser knows. */
function familyOfHost(url: string): TurnObservation['family'] {
  if (/^turns?:\[/.test(url)) return 'ipv6';
  return /^turns?:\d+\.\d+\.\d+\.\d+(?:[:?]|$)/.test(url) ? 'ipv4' : null;
}
