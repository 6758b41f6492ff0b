import { isIPv4, isIPv6, SocketAddress } from 'node:net';

/**
 * An IP address in its one spelling: IPv6 as RFC 5952 writes it and without a zone, IPv4-mapped addresses
 * (RFC 4291 §2.5.5.2) as IPv4. Null for what is not an address.
 */
export function canonicalAddress(text: string): string | null {
  if (isIPv4(text)) return text;
  const [bare = ''] = text.split('%');
  if (!isIPv6(bare)) return null;
  const { address } = new SocketAddress({ address: bare, family: 'ipv6' });
  const mapped = address.replace(/^::ffff:/, '');
  return isIPv4(mapped) ? mapped : address;
}
