import { readFileSync } from 'node:fs';
import { BlockList, isIPv4 } from 'node:net';
import { expect, test } from 'vitest';
import { faultOfPeerRange } from './peer-range.ts';
import { renderOpenGuard } from './render-open-guard.ts';
import { renderTurnserverConf } from './render-turnserver-conf.ts';
import { SPECIAL_ADDRESSES } from './special-addresses.ts';
import { LAN_HOST } from './testing/host-facts.ts';

const policy = readFileSync(new URL('../../../turnserver.conf', import.meta.url), 'utf8');

/** One for each family: to a BlockList an IPv4 address is the same as its IPv4-mapped one. */
const denied = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const range of SPECIAL_ADDRESSES) {
  const [first = '', last = first] = range.split('-');
  const family = isIPv4(first) ? 'ipv4' : 'ipv6';
  if (first === last) denied[family].addAddress(first, family);
  else denied[family].addRange(first, last, family);
}

function isDenied(address: string): boolean {
  const family = isIPv4(address) ? 'ipv4' : 'ipv6';
  return denied[family].check(address, family);
}

test('no range is one that coturn takes for something else', () => {
  expect(SPECIAL_ADDRESSES.map(faultOfPeerRange).filter((fault) => fault !== null)).toEqual([]);
});

test.each([
  ...[
    '0.0.0.0',
    '10.0.0.0',
    '10.255.255.255',
    '100.64.0.0',
    '100.127.255.255',
    '127.0.0.1',
    '169.254.169.254',
  ],
  ...['172.16.0.0', '172.31.255.255', '192.0.0.1', '192.168.255.255', '198.19.255.255', '224.0.0.1'],
  ...['255.255.255.255', '::1', '::7f00:1', '::ffff:7f00:1', '64:ff9b::a00:1', '64:ff9b:1::a00:1'],
  ...['2001::1', '2002:a00:1::', 'fd00::1', 'fe80::1', 'fec0::1', 'ff02::1'],
])('%s is no public address', (address) => {
  expect(isDenied(address)).toBe(true);
});

test.each([
  ...[
    '1.1.1.1',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
  ],
  ...['172.15.255.255', '172.32.0.0', '192.167.255.255', '198.20.0.0', '223.255.255.255'],
  ...['2606:4700:4700::1111', '2a00::1', '2003::1'],
])('%s is a public address', (address) => {
  expect(isDenied(address)).toBe(false);
});

const open = { ...LAN_HOST, open: { proxyPort: 5555 }, publicAddress: '203.0.113.10' };

test('the rendered file denies these in place of everything, and keeps the rest of the policy', () => {
  const rendered = renderTurnserverConf(policy, open);
  if (!rendered.ok) throw new Error('refused');
  const lines = rendered.value.split('\n');
  const values = lines.filter((line) => line.startsWith('denied-peer-ip=')).map((line) => line.slice(15));
  expect(values).toEqual(SPECIAL_ADDRESSES);
  expect(lines).toEqual(expect.arrayContaining(['tcp-proxy-port=5555', 'no-tcp-relay', 'use-auth-secret']));
  expect(lines).not.toContain('allow-loopback-peers');
});

test('a closed relay has none of it', () => {
  const rendered = renderTurnserverConf(policy, LAN_HOST);
  expect(rendered.ok && rendered.value).not.toContain('10.0.0.0');
});

test('the guard is for one user, keeps this host out of reach, and passes on the ports of the policy', () => {
  const guard = renderOpenGuard({ policy, listeningPort: 3478, proxyPort: 5555, maxMbit: null });
  if (!guard.ok) throw new Error('refused');
  const rules = guard.value.split('\n').map((line) => line.trim());
  expect(rules).toEqual(
    expect.arrayContaining([
      'meta skuid != 10003 return',
      'fib daddr type local udp dport 49160-51159 accept',
      'fib daddr type { local, broadcast, multicast, anycast } counter drop',
    ]),
  );
  expect(renderOpenGuard({ policy: '', listeningPort: 3478, proxyPort: 5555, maxMbit: null })).toMatchObject({
    ok: false,
    problems: [{ code: 'relay-ports' }],
  });
});
