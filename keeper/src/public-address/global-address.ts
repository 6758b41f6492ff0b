import { BlockList, isIPv4, isIPv6 } from 'node:net';

/**
 * Whether the internet may lead to this address: a unicast address outside of the special-purpose ranges. False for
 * everything that is no address.
 */
export function isGlobalAddress(text: string): boolean {
  if (isIPv4(text)) return !special.check(text, 'ipv4');
  // An address with a zone ("%eth0") is one of a link.
  if (!isIPv6(text) || text.includes('%')) return false;
  return globalUnicast.check(text, 'ipv6') && !special.check(text, 'ipv6');
}

/** What IANA has given out as IPv6 unicast so far (RFC 4291 §2.4); everything else is local, mapped or unused. */
const IPV6_GLOBAL_UNICAST = '2000::/3';

/**
 * The ranges of the IANA special-purpose address registries (RFC 6890) that are not globally reachable, and multicast.
 *
 * Why TEST-NET-1 to 3 (192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24) are not among them: nobody has such an address in
 * earnest, and laboratories take them for the internet; so what is tried there needs no switch here.
 */
const SPECIAL_PURPOSE_RANGES = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
] as const;

const globalUnicast = blockList([IPV6_GLOBAL_UNICAST]);
const special = blockList(SPECIAL_PURPOSE_RANGES);

function blockList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', prefixBits] = range.split('/');
    list.addSubnet(network, Number(prefixBits), isIPv4(network) ? 'ipv4' : 'ipv6');
  }
  return list;
}
