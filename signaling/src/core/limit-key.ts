import { isIPv6 } from 'node:net';
import { canonicalAddress } from './canonical-address.ts';

/**
 * The key that limits count by: an IPv4 address, or the /64 of an IPv6 address, which is what one household
 * or one attacker has (RFC 6177). IPv4-mapped addresses count as IPv4.
 */
export function limitKey(address: string): string {
  const canonical = canonicalAddress(address) ?? address;
  return isIPv6(canonical) ? `${expand(canonical).slice(0, 4).join(':')}::/64` : canonical;
}

/** The eight groups of an IPv6 address; the first six are right where the last two are written as IPv4. */
function expand(address: string): string[] {
  const [head = '', tail] = address.split('::');
  const before = groups(head);
  if (tail === undefined) return before;
  const after = groups(tail);
  return [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
}

function groups(text: string): string[] {
  return text === '' ? [] : text.split(':');
}
