import { isIPv6 } from 'node:net';

/**
 * The key that limits count by: an IPv4 address, or the /64 of an IPv6 address, which is what one household
 * or one attacker has (RFC 6177). IPv4-mapped addresses (RFC 4291 §2.5.5.2) count as IPv4.
 */
export function limitKey(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1] !== undefined) return mapped[1];
  const bare = address.split('%')[0] ?? '';
  return isIPv6(bare) ? `${expand(bare).slice(0, 4).join(':')}::/64` : address;
}

/** The eight groups of an IPv6 address, without leading zeros. */
function expand(address: string): string[] {
  const [head = '', tail] = address.split('::');
  const before = groups(head);
  if (tail === undefined) return before;
  const after = groups(tail);
  return [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
}

function groups(text: string): string[] {
  return text === '' ? [] : text.split(':').map((group) => group.replace(/^0+(?=.)/, '').toLowerCase());
}
