import type { Site } from './site.ts';
import { TURN_PORT, TURN_TLS_PORT } from './turn-urls.ts';

export interface OpenPort {
  /** One, or a range such as 49160-51159. */
  readonly port: number | string;
  readonly protocols: readonly ('tcp' | 'udp')[];
  /** What does not work while it is closed. */
  readonly use: string;
}

/** What has to be open in every firewall between this host and the people who call; the compose file publishes the same. */
export function openPorts({ ports }: Pick<Site, 'ports'>): readonly OpenPort[] {
  return [
    { port: ports.http, protocols: ['tcp'], use: 'certificates, and the way to https' },
    {
      port: ports.https,
      protocols: ['tcp'],
      use: 'the page, and calls from networks that let nothing else out',
    },
    { port: ports.https, protocols: ['udp'], use: 'calls from networks that let little out' },
    { port: TURN_PORT, protocols: ['udp', 'tcp'], use: 'calls' },
  ];
}

/** The same where another web server has the ports of the page, which are its own affair. */
export function proxiedOpenPorts({ certificate }: Pick<Site, 'certificate'>): readonly OpenPort[] {
  return [
    { port: TURN_PORT, protocols: ['udp', 'tcp'], use: 'calls' },
    ...(certificate.kind === 'own'
      ? [{ port: TURN_TLS_PORT, protocols: ['tcp'], use: 'calls from networks that let little out' } as const]
      : []),
  ];
}

/** The same of an open relay: its relayed connections are reached from outside, and it does not have 443/udp. */
export function openRelayPorts(site: Pick<Site, 'ports'>, relayPorts: string): readonly OpenPort[] {
  const others = openPorts(site).filter(
    ({ port, protocols }) => port !== site.ports.https || protocols[0] === 'tcp',
  );
  return [...others, { port: relayPorts, protocols: ['udp'], use: 'what the open relay relays' }];
}
