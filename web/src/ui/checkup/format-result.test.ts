import { describe, expect, it, test } from 'vitest';
import type { Observation } from '#diagnosis';
import { checkupEn } from '../../i18n/checkup-en.ts';
import { checkupZhCn } from '../../i18n/checkup-zh-cn.ts';
import { formatResult } from './format-result.ts';
import { wayOf } from './way-of.ts';

const observation: Observation = {
  page: 'answers',
  webSocket: null,
  credentialsRefused: null,
  turn: [
    {
      url: 'turn:turn.example.org:3478?transport=udp',
      family: 'ipv6',
      allocation: { outcome: 'allocated', afterMs: 31.4 },
      relayed: { sent: 20, received: 19, roundTripMs: 0.4, bitsPerSecond: 12_340_000 },
    },
    {
      url: 'turn:turn.example.org:443?transport=udp',
      family: 'ipv4',
      allocation: { outcome: 'allocated', afterMs: 30 },
      relayed: { sent: 0, received: 0, roundTripMs: null, bitsPerSecond: null },
    },
    {
      url: 'turns:turn.example.org:443?transport=tcp',
      family: 'ipv4',
      allocation: { outcome: 'refused', code: 486 },
      relayed: null,
    },
    { url: 'turn:192.0.2.1', family: 'ipv4', allocation: { outcome: 'no-answer' }, relayed: null },
  ],
  reflexive: false,
  natMapping: 'unknown',
  server: { relay: 'quota', certificateExpiresAt: null },
};
const description = {
  outcome: 'limited',
  cause: 'udp-blocked',
  headline: 'Some ways work.',
  sentence: 'UDP does not.',
  cures: { person: 'Open a port.', operator: 'Nothing.' },
  lines: [{ about: 'page', state: 'good', text: 'One way' }],
} as const;

it('says everything that was found, for a mail', () => {
  const text = formatResult({ observation, description, texts: checkupEn, at: new Date(0) });
  expect(text).toBe(`Connection test · 1970-01-01T00:00:00.000Z

Some ways work.
UDP does not.
Open a port.
For whoever runs this server: Nothing.

[Works] One way

turn:turn.example.org:3478?transport=udp
  Place on the relay: granted after 31 ms
  Reached over: IPv6
  Messages through and back: 19 of 20
  Round trip: under 1 ms
  Rate: 12.3 Mbit/s

turn:turn.example.org:443?transport=udp
  Place on the relay: granted after 30 ms
  Reached over: IPv4
  Messages through and back: nothing came through

turns:turn.example.org:443?transport=tcp
  Place on the relay: refused with 486
  Reached over: IPv4

turn:192.0.2.1
  Place on the relay: no answer

Network
  UDP from outside: does not come back
  NAT: not known

This site
  Page: answers
  WebSocket: not tried
  Credentials: given
  What the server says of its own relay: quota`);
});

it('says it in Chinese', () => {
  const text = formatResult({ observation, description, texts: checkupZhCn, at: new Date(0) });
  expect(text).toContain('被拒绝（486）');
  expect(text.replace(/^Some ways work\.[\s\S]*?\n\n/m, '')).not.toMatch(/not |after| of /);
});

describe('a way', () => {
  test.each([
    ['turn:turn.example.org:3478?transport=udp', 'UDP, port 3478'],
    ['turn:turn.example.org', 'UDP'],
    ['turn:[2001:db8::1]:443?transport=tcp', 'TCP, port 443'],
    ['turns:turn.example.org:443?transport=tcp', 'TLS, port 443'],
    ['turns:192.0.2.1', 'TLS'],
  ])('%s is %s', (url, way) => {
    expect(wayOf(url, checkupEn)).toBe(way);
  });
});
