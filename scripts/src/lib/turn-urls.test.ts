import { expect, test } from 'vitest';
import { turnUrls } from './turn-urls.ts';

test('pages are told UDP first, then TCP', () => {
  expect(turnUrls({ primaryAddress: '192.168.1.5', publicAddress: null, port: 3478 })).toEqual([
    'turn:192.168.1.5:3478?transport=udp',
    'turn:192.168.1.5:3478?transport=tcp',
  ]);
});

test('behind NAT they are told the public address, and the own one besides', () => {
  expect(turnUrls({ primaryAddress: '192.168.1.5', publicAddress: '203.0.113.10', port: 3478 })).toEqual([
    'turn:203.0.113.10:3478?transport=udp',
    'turn:203.0.113.10:3478?transport=tcp',
    'turn:192.168.1.5:3478?transport=udp',
  ]);
});

test('a public address that is the own one is told once', () => {
  expect(
    turnUrls({ primaryAddress: '203.0.113.10', publicAddress: '203.0.113.10', port: 3478 }),
  ).toHaveLength(2);
});
