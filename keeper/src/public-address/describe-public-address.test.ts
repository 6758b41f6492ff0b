import { expect, test } from 'vitest';
import { type AddressQuestion, decidePublicAddress } from './decide-public-address.ts';
import { describePublicAddress } from './describe-public-address.ts';
import { found, UNKNOWN_HOST } from './testing/observations.ts';

const direct = { primaryAddress: '203.0.113.10', findings: [found('interface', '203.0.113.10')] } as const;

test.each<[string, Partial<AddressQuestion>, readonly string[]]>([
  [
    'a host with a public address of its own',
    direct,
    ["public address 203.0.113.10 (from this host's interface eth0)"],
  ],
  [
    'one with IPv6 as well',
    { ...direct, primaryAddress6: '2a01:4f8:c0c:1::1' },
    ["public address 203.0.113.10 and 2a01:4f8:c0c:1::1 (from this host's interface eth0)"],
  ],
  [
    'one behind a router',
    { publicIp: '203.0.113.10' },
    [
      'public address 203.0.113.10 (from PUBLIC_IP)',
      "203.0.113.10 leads to this host's own address 10.0.1.10",
    ],
  ],
  [
    'one with no public address',
    {},
    ['this network only, address 10.0.1.10 (no public IPv4 address was found)'],
  ],
  [
    'one that is to have none',
    { ...direct, networkMode: 'lan' },
    ['this network only, address 203.0.113.10 (from NETWORK_MODE)'],
  ],
  [
    'one without a network',
    { primaryAddress: null },
    ['no network: this host has no IPv4 address that others could use'],
  ],
])('%s is described in a line or two', (_, given, lines) => {
  const result = decidePublicAddress({ ...UNKNOWN_HOST, ...given });
  expect(result.ok && describePublicAddress(result.value)).toEqual(lines);
});
