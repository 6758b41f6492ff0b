import { expect, test } from 'vitest';
import { isGlobalAddress } from './global-address.ts';

test.each([
  ['1.1.1.1', 'an address of the internet'],
  ['100.63.255.255', 'the last before the shared range of providers'],
  ['100.128.0.0', 'the first behind it'],
  ['172.15.255.255', 'the last before 172.16.0.0/12'],
  ['172.32.0.0', 'the first behind it'],
  ['223.255.255.255', 'the last before multicast'],
  ['203.0.113.10', 'what laboratories take for the internet'],
  ['198.51.100.7', 'what laboratories take for the internet'],
  ['192.0.2.1', 'what laboratories take for the internet'],
  ['2000::1', 'the first of the global IPv6 addresses'],
  ['2a01:4f8:c0c:1::1', 'an IPv6 address of a host'],
  ['2001:200::1', 'the first behind the protocol assignments'],
])('%s is global: %s', (address) => {
  expect(isGlobalAddress(address)).toBe(true);
});

test.each([
  ['0.0.0.0', 'no address'],
  ['10.255.255.255', 'private'],
  ['100.64.0.0', 'shared by the customers of a provider'],
  ['100.127.255.255', 'shared by the customers of a provider'],
  ['127.0.0.1', 'this host'],
  ['169.254.169.254', 'of a link'],
  ['172.16.0.0', 'private'],
  ['172.31.255.255', 'private'],
  ['192.0.0.8', 'for protocols'],
  ['192.88.99.1', 'of 6to4 relays, which are no more'],
  ['192.168.1.5', 'private'],
  ['198.19.255.255', 'for benchmarks'],
  ['224.0.0.1', 'multicast'],
  ['255.255.255.255', 'broadcast'],
  ['::1', 'this host'],
  ['::ffff:203.0.113.10', 'IPv4 in the form of IPv6'],
  ['64:ff9b::1.1.1.1', 'of NAT64'],
  ['fd00::1', 'private'],
  ['fe80::1%eth0', 'of a link'],
  ['2000::1%eth0', 'of a link'],
  ['ff02::1', 'multicast'],
  ['2001::1', 'of Teredo'],
  ['2001:db8::1', 'for documents'],
  ['2002:cb00:710a::1', 'of 6to4'],
  ['3fff:fff::1', 'for documents'],
  ['', 'no address'],
  ['203.0.113', 'no address'],
  ['203.0.113.10\n', 'no address'],
  ['0x7f.0.0.1', 'no address'],
  ['call.example.org', 'no address'],
])('%j is not global: %s', (address) => {
  expect(isGlobalAddress(address)).toBe(false);
});
