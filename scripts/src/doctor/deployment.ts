import { primaryAddress } from '#keeper/public-address/primary-address';
import { DEFAULT_HTTPS_PORT } from '#keeper/site/site';
import type { Summary } from '#keeper/site/summary';
import { TURN_PORT, TURN_TLS_PORT } from '#keeper/site/turn-urls';
import type { Transport } from '#signaling/turn-probe/transport';
import type { Settings } from '../checks/settings.ts';
import type { PublishedPort } from '../compose/compose.ts';

/** Where the doctor knocks, from this host itself. */
export interface Deployment {
  /** Of this host; the way in from outside is another question (`--remote`). */
  readonly address: string;
  /** Of the page: a DNS name or an address. */
  readonly name: string;
  /** Null: another web server of this host has it. */
  readonly ports: { readonly http: number | null; readonly https: number | null };
  readonly relayPort: number;
  /** Null: not published. */
  readonly relayTlsPort: number | null;
  /** Whether the relay has the port of HTTPS over UDP. */
  readonly hasHttpsUdp: boolean;
  readonly isOpenRelay: boolean;
}

const LOOPBACK = '127.0.0.1';

/** As the keeper has set it up and the compose file publishes it. */
export async function deploymentOf(
  { url, certificate, ports }: Summary,
  { env }: Settings,
  published: readonly PublishedPort[],
): Promise<Deployment> {
  const isProxied = certificate === 'proxy';
  const isPublished = (wanted: number | null, protocol: 'tcp' | 'udp') =>
    published.some((each) => each.port === wanted && each.protocol === protocol);
  const { hostname, port } = new URL(url);
  const https = isProxied ? null : Number(port) || DEFAULT_HTTPS_PORT;
  return {
    address: (await primaryAddress()) ?? LOOPBACK,
    name: hostname,
    ports: { http: isProxied ? null : Number(env.HTTP_PORT) || DEFAULT_HTTP_PORT, https },
    relayPort: TURN_PORT,
    relayTlsPort: isPublished(TURN_TLS_PORT, 'tcp') && hasPort(ports, TURN_TLS_PORT) ? TURN_TLS_PORT : null,
    hasHttpsUdp: isPublished(https, 'udp'),
    isOpenRelay: env.TURN_RELAY_MODE === 'open',
  };
}

const DEFAULT_HTTP_PORT = 80;

function hasPort(ports: Summary['ports'], wanted: number): boolean {
  return ports.some(({ port }) => port === wanted);
}

export interface Way {
  readonly code: 'relay-udp' | 'relay-https-udp' | 'relay-tcp' | 'relay-tls';
  readonly transport: Transport;
  readonly protocol: 'udp' | 'tcp';
  /** Null: this deployment does not have it. */
  readonly port: number | null;
}

/** Every way to the relay, in the order in which calls take them. */
export function waysOf({ name, ports, relayPort, relayTlsPort, hasHttpsUdp }: Deployment): readonly Way[] {
  // Clients send no SNI for an address.
  const serverName = /^[\d.]+$/.test(name) ? null : name;
  return [
    { code: 'relay-udp', transport: 'udp', protocol: 'udp', port: relayPort },
    { code: 'relay-https-udp', transport: 'udp', protocol: 'udp', port: hasHttpsUdp ? ports.https : null },
    { code: 'relay-tcp', transport: 'tcp', protocol: 'tcp', port: relayPort },
    {
      code: 'relay-tls',
      transport: { tls: { serverName } },
      protocol: 'tcp',
      port: ports.https ?? relayTlsPort,
    },
  ];
}

export function portText({ port, protocol }: Pick<Way, 'port' | 'protocol'>): string {
  return port === null ? protocol : `${port}/${protocol}`;
}
