import { expect, test } from 'vitest';
import { compareVersions, parseCoturnVersion, versionText } from './coturn-version.ts';

test.each([
  ['4.6.1\n', [4, 6, 1]],
  ['0: : Listener address to use: 127.0.0.1\n4.18.0\n', [4, 18, 0]],
  ["RFC 3489/5389/5766/5780/6062/6156 STUN/TURN Server\nVersion Coturn-4.6.1 'Gorst'\n", [4, 6, 1]],
  ["2026-11-21T02:45:01.377+0000 INFO Coturn Version Coturn-4.18.0 'Gorst'", [4, 18, 0]],
])('%j is read as a version', (output, version) => {
  expect(parseCoturnVersion(output)).toEqual(version);
});

test.each(['', 'turnserver: not found', '4.6', '127.0.0.1', '99999.1.1', 'OpenSSL 3.0.7 1 Nov 2022'])(
  '%j holds no version',
  (output) => {
    expect(parseCoturnVersion(output)).toBeNull();
  },
);

test('versions are compared by number, not by letter', () => {
  expect(compareVersions([4, 6, 1], [4, 18, 0])).toBeLessThan(0);
  expect(compareVersions([4, 18, 0], [4, 17, 9])).toBeGreaterThan(0);
  expect(compareVersions([4, 18, 0], [4, 18, 0])).toBe(0);
  expect(versionText([4, 18, 0])).toBe('4.18.0');
});
