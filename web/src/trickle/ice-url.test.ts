import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { iceUrlKey, parseIceUrl } from './ice-url.ts';

describe('the URL of a server', () => {
  it.each([
    ['turn:Example.ORG', { scheme: 'turn', host: 'example.org', port: 3478, transport: 'udp' }],
    [
      'turn:example.org:443?transport=tcp',
      { scheme: 'turn', host: 'example.org', port: 443, transport: 'tcp' },
    ],
    ['turns:example.org', { scheme: 'turns', host: 'example.org', port: 5349, transport: 'tcp' }],
    ['TURN:[2001:db8::1]:1', { scheme: 'turn', host: '2001:db8::1', port: 1, transport: 'udp' }],
    ['stun:192.0.2.1:65535', { scheme: 'stun', host: '192.0.2.1', port: 65_535, transport: 'udp' }],
  ])('%s', (text, url) => expect(parseIceUrl(text)).toEqual({ ok: true, url }));

  it.each([
    ['', 'empty'],
    [`turn:${'a'.repeat(300)}`, 'too-long'],
    ['example.org', 'scheme'],
    ['https://example.org', 'scheme'],
    ['toString:example.org', 'scheme'],
    ['turn://example.org', 'slashes'],
    ['turn:me@example.org', 'user'],
    ['turn:', 'host'],
    ['turn:2001:db8::1', 'port'],
    ['turn:[2001:db8::1', 'host'],
    ['turn:exa mple.org', 'host'],
    ['turn:example.org:', 'port'],
    ['turn:example.org:0', 'port'],
    ['turn:example.org:65536', 'port'],
    ['turn:example.org?', 'query'],
    ['turn:example.org?transport=sctp', 'query'],
    ['turn:example.org?transport=udp&x', 'query'],
    ['stun:example.org?transport=udp', 'stun-query'],
  ])('“%s” has a problem that is named', (text, problem) =>
    expect(parseIceUrl(text)).toEqual({ ok: false, problem }),
  );

  it('throws for nothing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(typeof parseIceUrl(`turn:${text}`).ok).toBe('boolean');
        expect(typeof iceUrlKey(text)).toBe('string');
      }),
    );
  });
});

describe('the key of a URL', () => {
  it.each([
    ['turn:192.0.2.1:3478?transport=udp', 'turn:192.0.2.1'],
    ['turn:2001:db8::1:3478?transport=udp', 'turn:[2001:db8::1]'],
    ['turns:Example.org:5349?transport=tcp', 'turns:example.org'],
  ])('%s and %s are one server', (one, other) => expect(iceUrlKey(one)).toBe(iceUrlKey(other)));

  it('tells transports and schemes apart', () => {
    const keys = ['turn:a:1?transport=udp', 'turn:a:1?transport=tcp', 'turns:a:1', 'turn:a:2'].map(iceUrlKey);
    expect(new Set(keys).size).toBe(4);
  });
});
