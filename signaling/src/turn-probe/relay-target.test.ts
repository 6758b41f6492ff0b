import { expect, test } from 'vitest';
import { relayTarget } from './relay-target.ts';

const PLACES = [
  { url: 'turns:call.example.org:443?transport=tcp', host: 'edge', port: 8443 },
  { url: null, host: 'turn', port: 3478 },
];

test.each([
  ['turn:call.example.org:443?transport=udp', 'turn', 3478, 'udp'],
  ['turn:call.example.org:3478?transport=tcp', 'turn', 3478, 'tcp'],
  [
    'turns:call.example.org:443?transport=tcp',
    'edge',
    8443,
    { tls: { serverName: 'call.example.org', certifiedFor: 'call.example.org' } },
  ],
  ['turns:203.0.113.10', 'turn', 3478, { tls: { serverName: null, certifiedFor: '203.0.113.10' } }],
  ['turns:[2001:db8::1]:5349', 'turn', 3478, { tls: { serverName: null, certifiedFor: '2001:db8::1' } }],
])('%s is tried at %s, %d, by %j', (url, host, port, transport) => {
  expect(relayTarget(url, PLACES)).toEqual({ url, host, port, transport });
});

test('a URL without a place is not tried', () => {
  expect(relayTarget('turn:call.example.org', PLACES.slice(0, 1))).toBeNull();
});
