import { BlockList, isIPv6 } from 'node:net';
import { canonicalAddress } from './canonical-address.ts';

/** The networks of this host's own interfaces, as an item of `trustedProxies`. */
export const OWN_NETWORKS = 'own-networks';

export interface ClientAddressOptions {
  /** IP addresses, CIDR ranges, `own-networks`. */
  readonly trustedProxies: readonly string[];
  /** What `own-networks` stands for, as CIDR ranges. */
  readonly ownNetworks: readonly string[];
}

/** The part of an HTTP request that tells where it comes from. */
export interface Requester {
  readonly socket: { readonly remoteAddress?: string | undefined };
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** The address of whoever sent the request; empty when its connection is already gone. */
export type ClientAddress = (request: Requester) => string;

/**
 * A proxy appends to X-Forwarded-For whom it heard the request from, so the header is good from its right end up to the
 * first address that is no proxy of ours: that one is the client, and what stands before it is only what the client
 * says. From anybody but a trusted proxy the header counts for nothing.
 */
export function createClientAddress({ trustedProxies, ownNetworks }: ClientAddressOptions): ClientAddress {
  const trusted = new BlockList();
  for (const range of trustedProxies.flatMap((one) => (one === OWN_NETWORKS ? ownNetworks : one))) {
    const [address = '', prefix] = range.split('/');
    const family = familyOf(address);
    trusted.addSubnet(address, prefix === undefined ? ADDRESS_BITS[family] : Number(prefix), family);
  }
  const isTrusted = (address: string) => trusted.check(address, familyOf(address));

  return function clientAddress({ socket, headers }) {
    let nearest = canonicalAddress(socket.remoteAddress ?? '');
    if (nearest === null) return '';
    for (const hop of hopsFromRight(headers['x-forwarded-for'])) {
      if (!isTrusted(nearest)) break;
      const next = canonicalAddress(withoutPort(hop));
      // Whatever a trusted proxy wrote there, it is no address: the proxy answers for it.
      if (next === null) break;
      nearest = next;
    }
    return nearest;
  };
}

/** Whether a proxy that is believed has passed the request on. */
export function isProxied(request: Requester, clientAddress: ClientAddress): boolean {
  return clientAddress(request) !== (canonicalAddress(request.socket.remoteAddress ?? '') ?? '');
}

const ADDRESS_BITS = { ipv4: 32, ipv6: 128 } as const;

/** Why 16: no chain of proxies is as long, and a header may hold thousands. */
const MOST_HOPS = 16;

function hopsFromRight(header: string | string[] | undefined): string[] {
  const hops = header === undefined ? [] : String(header).split(',');
  return hops.slice(-MOST_HOPS).reverse();
}

/** Some proxies add the port: `203.0.113.7:1234`, `[2001:db8::7]:1234`. */
function withoutPort(hop: string): string {
  const text = hop.trim();
  return /^\[(.*)\](:\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}
