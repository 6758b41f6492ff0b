import { expect, test } from 'vitest';
import { withPlainTcp } from './guest-turn-urls.ts';

const urlsOf = (...urls: string[]) =>
  withPlainTcp({
    iceServers: [{ urls, username: 'u', credential: 'c' }],
    ...{ ttlSeconds: 60, expiresAt: '2030-01-01T00:00:00.000Z' },
  }).iceServers[0]?.urls;

test('the port of the relay is tried over TCP as well, last', () => {
  expect(
    urlsOf('turn:a:3478?transport=udp', 'turn:a:443?transport=udp', 'turns:a:443?transport=tcp'),
  ).toEqual([
    ...['turn:a:3478?transport=udp', 'turn:a:443?transport=udp', 'turns:a:443?transport=tcp'],
    'turn:a:3478?transport=tcp',
  ]);
});

test('what is there already comes once', () => {
  const urls = ['turn:a:3478?transport=udp', 'turn:a:3478?transport=tcp'];
  expect(urlsOf(...urls)).toEqual(urls);
});
