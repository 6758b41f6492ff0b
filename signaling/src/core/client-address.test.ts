import { expect, test } from 'vitest';
import { createClientAddress } from './client-address.ts';

const clientAddress = createClientAddress({
  trustedProxies: ['192.0.2.1', '10.0.0.0/8', '2001:db8:aaaa::/48', 'own-networks'],
  ownNetworks: ['172.18.0.3/16', 'fd00:1::3/64'],
});

function addressOf(peer: string | undefined, forwardedFor?: string | string[]): string {
  return clientAddress({ socket: { remoteAddress: peer }, headers: { 'x-forwarded-for': forwardedFor } });
}

test.each([
  ['the peer when there is no header', '203.0.113.7', undefined, '203.0.113.7'],
  ['a trusted peer when there is no header', '192.0.2.1', undefined, '192.0.2.1'],
  ['what a trusted proxy heard it from', '192.0.2.1', '203.0.113.7', '203.0.113.7'],
  ['what a proxy of a trusted range heard it from', '10.1.2.3', '203.0.113.7', '203.0.113.7'],
  ['what a proxy on an own network heard it from', '172.18.0.9', '203.0.113.7', '203.0.113.7'],
  ['the same for a mapped peer', '::ffff:192.0.2.1', '::ffff:203.0.113.7', '203.0.113.7'],
  ['the same for IPv6', '2001:db8:aaaa::1', '2001:DB8:BBBB::7', '2001:db8:bbbb::7'],
  ['the last one that is no proxy', '192.0.2.1', '203.0.113.7, 10.0.0.2 ,10.0.0.3', '203.0.113.7'],
  ['the farthest when all are proxies', '192.0.2.1', '10.0.0.2, 10.0.0.3', '10.0.0.2'],
  ['IPv4 with a port', '192.0.2.1', '203.0.113.7:4711', '203.0.113.7'],
  ['IPv6 with a port', '192.0.2.1', '[2001:db8::7]:4711', '2001:db8::7'],
  ['IPv6 in brackets', '192.0.2.1', '[2001:db8::7]', '2001:db8::7'],
])('the client is %s', (_, peer, forwardedFor, address) => {
  expect(addressOf(peer, forwardedFor)).toBe(address);
});

test.each([
  ['a header from a peer that is not trusted', '203.0.113.66', '198.51.100.1', '203.0.113.66'],
  ['a trusted address that such a peer claims to be', '203.0.113.66', '10.0.0.1', '203.0.113.66'],
  ['a neighbour of a trusted address', '192.0.2.2', '198.51.100.1', '192.0.2.2'],
  ['what stands before the client', '192.0.2.1', '198.51.100.1, 203.0.113.66', '203.0.113.66'],
  ['trusted addresses before it', '192.0.2.1', '198.51.100.1, 10.0.0.1, 203.0.113.66', '203.0.113.66'],
  ['garbage', '192.0.2.1', "unknown, <script>, 'or 1=1", '192.0.2.1'],
  ['an address before garbage', '192.0.2.1', '198.51.100.1, _hidden', '192.0.2.1'],
  ['garbage before proxies', '192.0.2.1', '198.51.100.1, x, 10.0.0.5', '10.0.0.5'],
  ['emptiness', '192.0.2.1', '', '192.0.2.1'],
  ['commas', '192.0.2.1', ',,,', '192.0.2.1'],
  ['half a bracket', '192.0.2.1', '[2001:db8::7', '192.0.2.1'],
  ['a short form of an address', '192.0.2.1', '127.1', '192.0.2.1'],
])('%s deceives nobody', (_, peer, forwardedFor, address) => {
  expect(addressOf(peer, forwardedFor)).toBe(address);
});

test('a header that was sent several times is read as one', () => {
  expect(addressOf('192.0.2.1', ['198.51.100.1', '203.0.113.7'])).toBe('203.0.113.7');
});

test('of a header that is all proxies no more than a chain is read', () => {
  const huge = ['198.51.100.1', ...Array<string>(5_000).fill('10.0.0.1')].join(',');
  expect(addressOf('192.0.2.1', huge)).toBe('10.0.0.1');
});

test('without trusted proxies no header counts', () => {
  const direct = createClientAddress({ trustedProxies: [], ownNetworks: ['0.0.0.0/1', '128.0.0.0/1'] });
  const request = {
    socket: { remoteAddress: '172.18.0.9' },
    headers: { 'x-forwarded-for': '198.51.100.1' },
  };
  expect(direct(request)).toBe('172.18.0.9');
});

test('a connection that is gone has no address', () => {
  expect(addressOf(undefined, '198.51.100.1')).toBe('');
});
