import { expect, test } from 'vitest';
import { parseTurnUrl } from './turn-url.ts';

test.each([
  ['turn:call.example.org:3478?transport=udp', 'udp', 3478],
  ['turn:call.example.org:443?transport=udp', 'udp', 443],
  ['turn:call.example.org?transport=tcp', 'tcp', 3478],
  ['turn:call.example.org', 'udp', 3478],
  ['turns:call.example.org:443?transport=tcp', 'tls', 443],
  ['turns:call.example.org', 'tls', 5349],
  ['turn:203.0.113.7:8443', 'udp', 8443],
  ['turn:[2001:db8::1]:443?transport=tcp', 'tcp', 443],
  ['turns:[2001:db8::1]', 'tls', 5349],
  ['turn:a:b:c', 'udp', 3478],
  ['turn:call.example.org:0', 'udp', 3478],
  ['turn:call.example.org:3478?transport=sctp', 'udp', 3478],
])('%s leads over %s to port %d', (url, transport, port) => {
  expect(parseTurnUrl(url)).toEqual({ transport, port });
});
