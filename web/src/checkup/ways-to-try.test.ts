import { expect, it } from 'vitest';
import { waysToTry } from './ways-to-try.ts';

const server = (url: string) => ({ url, username: 'u', credential: 'p' });
const [V4, V6] = ['203.0.113.1', '2001:db8::1'];
const UDP = 'turn:a.example:3478?transport=udp';
const TLS = 'turns:a.example:443?transport=tcp';

it.each([
  [
    UDP,
    [V4, V6, '203.0.113.2'],
    [`turn:${V4}:3478?transport=udp ipv4`, `turn:[${V6}]:3478?transport=udp ipv6`],
  ],
  ['turn:a.example', [V6, V4], [`turn:${V4} ipv4`, `turn:[${V6}] ipv6`]],
  [UDP, [V4], [`${UDP} ipv4`]],
  [UDP, [V6], [`${UDP} ipv6`]],
  [UDP, [], [`${UDP} null`]],
  [TLS, [V4, V6], [`${TLS} null`]],
  [TLS, [V4], [`${TLS} ipv4`]],
  [`turn:[${V6}]:3478`, [V6], [`turn:[${V6}]:3478 ipv6`]],
])('%s with %j is tried as %j', (url, addresses, tried) => {
  const ways = waysToTry(server(url), addresses);
  expect(ways.map((way) => `${way.server.url} ${way.family}`)).toEqual(tried);
  expect(new Set(ways.map((way) => way.url))).toEqual(new Set([url]));
});
