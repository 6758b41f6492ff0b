import { isIPv4 } from 'node:net';
import type { Site } from './site.ts';

export const TURN_PORT = 3478;
/** RFC 8656 §6. */
export const TURN_TLS_PORT = 5349;

/**
 * What pages are told (RFC 7065), in the order of preference. Each URL costs an allocation per connection, so no more
 * than are needed: UDP on its own port, UDP on 443 for networks that let only that out, TLS on 443 for those that let
 * out nothing but TCP. Without a name also plain TCP on 443: Firefox takes no certificate for an address.
 */
export function bundleTurnUrls({ name, ports }: Pick<Site, 'name' | 'ports'>): readonly string[] {
  return [
    `turn:${name}:${TURN_PORT}?transport=udp`,
    `turn:${name}:${ports.https}?transport=udp`,
    `turns:${name}:${ports.https}?transport=tcp`,
    ...(isIPv4(name) ? [`turn:${name}:${ports.https}?transport=tcp`] : []),
  ];
}

/** The same of an open relay: it has the network of the host, where HAProxy has port 443 for TCP alone. */
export function openTurnUrls(site: Pick<Site, 'name' | 'ports'>): readonly string[] {
  return bundleTurnUrls(site).filter((url) => url !== `turn:${site.name}:${site.ports.https}?transport=udp`);
}

/** The same where another web server has port 443: what is left is one port, and one for TLS if there is a certificate. */
export function proxiedTurnUrls({
  name,
  certificate,
}: Pick<Site, 'name' | 'certificate'>): readonly string[] {
  return [
    `turn:${name}:${TURN_PORT}?transport=udp`,
    `turn:${name}:${TURN_PORT}?transport=tcp`,
    ...(certificate.kind === 'own' ? [`turns:${name}:${TURN_TLS_PORT}?transport=tcp`] : []),
  ];
}
