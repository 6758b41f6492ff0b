import { parseTurnUrl } from '#diagnosis';
import { TURN_PORT, TURN_TLS_PORT } from './turn-urls.ts';

/** Container ports of edge: what it does with each stands in deploy/edge/haproxy.cfg. */
const EDGE_PORTS = { https: 8443, turn: TURN_PORT, turnTls: TURN_TLS_PORT } as const;

/**
 * Where the service tries each TURN URL from inside, as `TURN_PROBE` takes it: UDP at the relay itself, everything else
 * at edge, as from outside. A change of the ports that the host publishes changes nothing here.
 * @param turnHost of the relay, as the service reaches it
 */
export function probePlaces(urls: readonly string[], turnHost: string): readonly string[] {
  return urls.map((url) => {
    const { transport, port } = parseTurnUrl(url);
    if (transport === 'udp') return `${url}@${turnHost}:${TURN_PORT}`;
    const edgePort = { [TURN_PORT]: EDGE_PORTS.turn, [TURN_TLS_PORT]: EDGE_PORTS.turnTls }[port];
    return `${url}@edge:${edgePort ?? EDGE_PORTS.https}`;
  });
}
