import { expect, test } from 'vitest';
import type { CoturnVersion } from '#keeper/turnserver/coturn-version';
import { isGloballyReachable, judgeCoturnVersion } from './version-policy.ts';

const LAN = ['192.168.1.5'];
const PUBLIC = ['192.168.1.5', '8.8.8.8'];

function judge(version: CoturnVersion, addresses: readonly string[], forced = false) {
  const result = judgeCoturnVersion(version, { addresses, forced });
  return result.ok
    ? (result.value ?? 'fit')
    : result.problems.map(({ code, cause }) => `${code}: ${cause}`).join();
}

test('4.6.1 serves a home network, and not the internet', () => {
  expect(judge([4, 6, 1], LAN)).toBe('fit');
  expect(judge([4, 6, 1], PUBLIC)).toMatch(
    /^coturn-unfit-for-internet: .*8\.8\.8\.8; found 4\.6\.1, .*CVE-2026-27624/,
  );
});

test('4.18.0 serves both', () => {
  expect(judge([4, 18, 0], LAN)).toBe('fit');
  expect(judge([4, 18, 0], PUBLIC)).toBe('fit');
});

test.each<[CoturnVersion, boolean]>([
  [[4, 16, 9], false],
  [[4, 17, 0], true],
  [[4, 17, 1], true],
  [[4, 17, 2], false],
])('for %j it is known whether its packets get past a router', (version, stuck) => {
  expect(judge(version, PUBLIC).includes('TTL 1')).toBe(stuck);
});

test('what nobody has tried is refused', () => {
  expect(judge([4, 5, 2], LAN)).toMatch(/^coturn-too-old/);
});

test('who insists gets it, with the warning', () => {
  expect(judge([4, 6, 1], PUBLIC, true)).toMatch(/CVE-2026-27624.*--force-old-coturn$/);
  expect(judge([4, 5, 2], LAN, true)).toMatch(/going on/);
});

test.each([
  '10.1.2.3',
  '172.31.0.1',
  '192.168.0.1',
  '100.127.255.255',
  '127.0.0.1',
  '169.254.1.1',
  '192.0.2.2',
  '::1',
  'fd00::1',
  'fe80::1',
  '2001:db8::1',
  '',
  'call.example.org',
])('%j is not reachable from the internet', (address) => {
  expect(isGloballyReachable(address)).toBe(false);
});

test.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '192.169.0.1', '2a00:1450::1'])('%s is', (address) => {
  expect(isGloballyReachable(address)).toBe(true);
});
