import { expect, test } from 'vitest';
import { createTurnCredentials } from './turn-credentials.ts';

const options = {
  urls: () => ['turn:203.0.113.10:3478?transport=udp', 'turns:call.example.org:443?transport=tcp'],
  secret: () => 'north-of-the-river-where-it-bends',
  ttlSeconds: 3_600,
  now: () => 1_800_000_000_999,
};

test('username is expiry and id, the password its HMAC-SHA1 as openssl computes it', () => {
  const grant = createTurnCredentials(options).issue('seat-1');
  expect(grant).toEqual({
    iceServers: [
      { urls: options.urls(), username: '1800003600:seat-1', credential: '0p4/76QhiDoXiL/p/AW644LC0lw=' },
    ],
    ttlSeconds: 3_600,
    expiresAt: '2027-01-15T09:00:00.000Z',
  });
});

test('each id has credentials of its own', () => {
  const credentials = createTurnCredentials(options);
  const passwords = ['a', 'b'].map((id) => credentials.issue(id).iceServers[0]?.credential);
  expect(new Set(passwords).size).toBe(2);
});
