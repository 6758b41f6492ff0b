import { BlockList, isIPv4, isIPv6 } from 'node:net';

export interface PeerRangeFault {
  readonly code: string;
  /** A clause that follows the name of the option. */
  readonly cause: string;
  readonly cure: string;
}

/**
 * Checks the value of `denied-peer-ip` or `allowed-peer-ip`, an address or `first-last`, for what coturn takes
 * silently for something else. Null when it means what it says.
 */
export function faultOfPeerRange(text: string): PeerRangeFault | null {
  if (text.includes('/')) {
    return fault('cidr', 'is in CIDR notation, which coturn does not read', 'Write it as first-last.');
  }
  const [first = '', last, ...rest] = text.split('-');
  const family = familyOf(first);
  if (family === null || rest.length > 0 || (last !== undefined && familyOf(last) === null)) {
    return fault('not-an-address', 'is no address', 'Write an IPv4 or IPv6 address, or two as first-last.');
  }
  if (last === undefined) {
    if (!isUnspecified(first)) return null;
    const cause = 'stands for every address: to coturn it has no limits';
    return fault('unspecified-address', cause, 'Write the range that is meant as first-last.');
  }
  if (familyOf(last) !== family) {
    return fault('mixed-families', 'mixes IPv4 and IPv6', 'Write two lines, one for each.');
  }
  if (isReversed(first, last, family)) {
    return fault('reversed-range', 'ends before it begins', 'Write the lower address first.');
  }
  if (family === 'ipv6' && isUnspecified(first)) {
    const cause = 'begins with ::, which coturn takes for "no lower end", every IPv4 address included';
    return fault('ipv6-range-from-unspecified', cause, 'Begin with ::1; coturn refuses :: itself anyway.');
  }
  return null;
}

export function isUnspecified(address: string): boolean {
  const family = familyOf(address);
  return family !== null && unspecified.check(address, family);
}

const unspecified = new BlockList();
unspecified.addAddress('0.0.0.0', 'ipv4');
unspecified.addAddress('::', 'ipv6');

function familyOf(address: string): 'ipv4' | 'ipv6' | null {
  if (isIPv4(address)) return 'ipv4';
  return isIPv6(address) && !address.includes('%') ? 'ipv6' : null;
}

function isReversed(first: string, last: string, family: 'ipv4' | 'ipv6'): boolean {
  if (isUnspecified(last)) return true;
  const list = new BlockList();
  try {
    list.addRange(first, last, family);
    return false;
  } catch {
    // It refuses nothing else of two addresses of one family.
    return true;
  }
}

function fault(code: string, cause: string, cure: string): PeerRangeFault {
  return { code, cause, cure };
}
