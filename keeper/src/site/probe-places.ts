import { parseTurnUrl } from '#diagnosis';
import { TURN_PORT, TURN_TLS_PORT } from './turn-urls.ts';

/** Container ports of edge: what it does with each stands in deploy/edge/haproxy.cfg. */
const EDGE_PORTS = { https: 8443, turn: 13_478, turnTls: 15_349 } as const;

/** The relay, as the service reaches it. */
export interface RelayPlace {
  readonly host: string;
  /** What the host publishes as 443/udp. */
  readonly secondPort: number;
}

/**
 * Where the service tries each TURN URL from inside, as `TURN_PROBE` takes it: UDP at the relay itself, everything else
 * at edge, as from outside but by listeners that count apart. A change of the ports that the host publishes changes
 * nothing here.
 */
export function probePlaces(urls: readonly string[], relay: RelayPlace): readonly string[] {
  return urls.map((url) => {
    const { transport, port } = parseTurnUrl(url);
    if (transport === 'udp')
      return `${url}@${relay.host}:${port === TURN_PORT ? TURN_PORT : relay.secondPort}`;
    const edgePort = { [TURN_PORT]: EDGE_PORTS.turn, [TURN_TLS_PORT]: EDGE_PORTS.turnTls }[port];
    return `${url}@edge:${edgePort ?? EDGE_PORTS.https}`;
  });
}
