import { isIP } from 'node:net';
import { parseTurnUrl } from '#diagnosis';
import type { ProbePlace } from '../config/value-forms.ts';
import { turnHost } from '../core/turn-host.ts';
import type { Transport } from './transport.ts';

/** A TURN URL, and how the service itself tries it. */
export interface RelayTarget {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly transport: Transport;
}

/** Null for a URL that has no place to be tried at. */
export function relayTarget(url: string, places: readonly ProbePlace[]): RelayTarget | null {
  const place = places.find((one) => one.url === url) ?? places.find((one) => one.url === null);
  if (place === undefined) return null;
  return { url, host: place.host, port: place.port, transport: transportOf(url) };
}

/** As a browser that is given the URL: by TLS with the name that stands there, wherever it leads to from here. */
function transportOf(url: string): Transport {
  const { transport } = parseTurnUrl(url);
  if (transport !== 'tls') return transport;
  const host = turnHost(url) ?? '';
  return { tls: { serverName: isIP(host) === 0 ? host : null, certifiedFor: host } };
}
