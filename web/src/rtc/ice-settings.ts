import type { OnProblem } from './link-signal.ts';
import type { Clock } from './peer-connection.ts';

/** Healing waits this long for fresh credentials, then goes on with those it has. */
export const REFRESH_TIMEOUT_MS = 2_500;

export interface FreshIceServers {
  readonly servers: readonly RTCIceServer[];
  /** How long the answer took, also where it was another link that asked. */
  readonly tookMs: number;
}

export interface IceSettingsOptions {
  readonly clock: Clock;
  readonly iceServers: readonly RTCIceServer[];
  readonly iceTransportPolicy: RTCIceTransportPolicy;
  readonly refreshIceServers: () => Promise<FreshIceServers>;
  readonly onProblem: OnProblem;
}

/** With what a link gathers its candidates. */
export class IceSettings {
  readonly #options: IceSettingsOptions;
  servers: readonly RTCIceServer[];
  transportPolicy: RTCIceTransportPolicy;
  /** For the time of a healing step, whatever `transportPolicy` says. Without a TURN server it changes nothing. */
  relayOnly = false;

  constructor(options: IceSettingsOptions) {
    this.#options = options;
    this.servers = options.iceServers;
    this.transportPolicy = options.iceTransportPolicy;
  }

  get configuration(): RTCConfiguration {
    const isRelayOnly = this.relayOnly && this.servers.some(isTurnServer);
    return {
      iceServers: [...this.servers],
      iceTransportPolicy: isRelayOnly ? 'relay' : this.transportPolicy,
      // One transport for everything: fewest candidates, fewest allocations on the TURN server.
      bundlePolicy: 'max-bundle',
      // Gathering begins with the connection, and not only when its description is set.
      iceCandidatePoolSize: 1,
    };
  }

  /** Takes fresh servers; milliseconds, or null where there are none: while signaling is away the old ones have to do. */
  async refresh(): Promise<number | null> {
    const { clock, refreshIceServers, onProblem } = this.#options;
    let cancel: () => void = () => undefined;
    const timeout = new Promise<never>((_, reject) => {
      cancel = clock.schedule(() => reject(new Error('no fresh credentials in time')), REFRESH_TIMEOUT_MS);
    });
    try {
      const { servers, tookMs } = await Promise.race([refreshIceServers(), timeout]);
      this.servers = servers;
      return tookMs;
    } catch (error) {
      onProblem('refresh-failed', error);
      return null;
    } finally {
      cancel();
    }
  }
}

function isTurnServer({ urls }: RTCIceServer): boolean {
  return [urls].flat().some((url) => /^turns?:/.test(url));
}
