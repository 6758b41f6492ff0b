import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { HostFacts } from './host-facts.ts';
import { renderTurnserverConf } from './render-turnserver-conf.ts';
import { BUNDLE, ISOLATED, LAN_HOST } from './testing/host-facts.ts';

const POLICY = readFileSync(new URL('../../../turnserver.conf', import.meta.url), 'utf8');

function rendered(facts: Partial<HostFacts> = {}, policy = POLICY): readonly string[] {
  const result = renderTurnserverConf(policy, { ...LAN_HOST, ...facts });
  if (!result.ok) throw new Error(result.problems.map(({ cause }) => cause).join('\n'));
  return result.value.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

function codes(policy: string, facts: Partial<HostFacts> = {}): readonly string[] {
  const result = renderTurnserverConf(policy, { ...LAN_HOST, ...facts });
  return result.ok ? [] : result.problems.map(({ code }) => code);
}

test('the policy for a host on a home network', () => {
  expect(rendered()).toEqual([
    'listening-ip=192.168.1.5',
    'listening-port=3478',
    'relay-ip=192.168.1.5',
    'min-port=49160',
    'max-port=51159',
    'no-tls',
    'cert=',
    'pkey=',
    'use-auth-secret',
    'realm=burrow',
    'userdb=turndb',
    'no-dynamic-ip-list',
    'no-dynamic-realms',
    'denied-peer-ip=0.0.0.0-255.255.255.255',
    'denied-peer-ip=::1-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    'allowed-peer-ip=192.168.1.5',
    'no-multicast-peers',
    'no-tcp-relay',
    'user-quota=150',
    'max-bps=1500000',
    'unauthorized-ratelimit',
    'unauthorized-ratelimit-rps=20',
    'log-file=stdout',
    'log-min-level=info',
    'pidfile=turnserver.pid',
  ]);
});

test('behind NAT clients are told the public address, and it is allowed as a peer', () => {
  const lines = rendered({ publicAddress: '203.0.113.10' });
  expect(lines).toContain('external-ip=203.0.113.10/192.168.1.5');
  expect(lines.filter((line) => line.startsWith('allowed-peer-ip='))).toEqual([
    'allowed-peer-ip=192.168.1.5',
    'allowed-peer-ip=203.0.113.10',
  ]);
});

test('a public address that is the own one maps nothing', () => {
  const lines = rendered({ publicAddress: '192.168.1.5' });
  expect(lines.join('\n')).not.toContain('external-ip');
  expect(lines.filter((line) => line.startsWith('allowed-peer-ip='))).toEqual([
    'allowed-peer-ip=192.168.1.5',
  ]);
});

test('coturn 4.6.1 is told what newer ones do by themselves, and nothing that it does not know', () => {
  const lines = rendered({ coturn: [4, 6, 1] });
  expect(lines).toEqual(
    expect.arrayContaining([
      'no-cli',
      'no-dtls',
      'no-rfc5780',
      'no-stun-backward-compatibility',
      'response-origin-only-with-rfc5780',
      'no-software-attribute',
    ]),
  );
  expect(lines.join('\n')).not.toMatch(/^(unauthorized-ratelimit|log-min-level)/m);
});

test('for coturn before 4.16, which compares byte by byte, every IPv6 address is in a denied range', () => {
  const ranges = rendered({ coturn: [4, 6, 1] }).flatMap(
    (line) => /^denied-peer-ip=(.*:.*)-ffff:/.exec(line)?.[1] ?? [],
  );
  const starts = ranges.map((start) => (start === '::1' ? '0:0:0:0:0:0:0:1' : start).split(':'));
  const bytes = starts.map((words) =>
    words.flatMap((word) => [Number.parseInt(word, 16) >> 8, Number.parseInt(word, 16) & 255]),
  );
  for (let at = 0; at < 16; at++) {
    const onlyThisByte = Array.from({ length: 16 }, (_, index) => (index === at ? 1 : 0));
    expect(bytes).toContainEqual(onlyThisByte);
  }
});

test.each([
  [
    [4, 7, 0],
    ['no-cli', 'no-dtls'],
  ],
  [[4, 10, 0], ['no-dtls']],
  [[4, 17, 0], []],
] as const)('coturn %j needs %j besides', (coturn, flags) => {
  const inverse = ['no-cli', 'no-dtls', 'no-rfc5780', 'no-software-attribute'];
  expect(rendered({ coturn }).filter((line) => inverse.includes(line))).toEqual(flags);
});

test('a host without a network relays on its loopback address, and only there', () => {
  const lines = rendered({ listeningAddresses: ['127.0.0.1'], relayAddress: '127.0.0.1' });
  expect(lines).toEqual(expect.arrayContaining(['listening-ip=127.0.0.1', 'allow-loopback-peers']));
  expect(rendered()).not.toContain('allow-loopback-peers');
  expect(codes(POLICY, { relayAddress: '127.0.0.1' })).toEqual(['loopback-relay']);
  expect(codes(POLICY, { listeningAddresses: ['192.168.1.5', '127.0.0.1'] })).toEqual([]);
});

test.each<[string, Partial<HostFacts>, string]>([
  ['relay-ip 0.0.0.0', { relayAddress: '0.0.0.0' }, 'fact-unspecified-address'],
  ['listening-ip ::', { listeningAddresses: ['::'] }, 'fact-unspecified-address'],
  ['external-ip 0.0.0.0', { publicAddress: '0.0.0.0' }, 'fact-unspecified-address'],
  ['a name for an address', { publicAddress: 'call.example.org' }, 'fact-not-an-address'],
  ['a line smuggled into an address', { relayAddress: '10.0.0.1\nno-auth' }, 'fact-not-an-address'],
  ['no address at all', { listeningAddresses: [] }, 'no-listening-address'],
  ['an IPv6 relay', { relayAddress: '2001:db8::1' }, 'relay-not-ipv4'],
  ['an empty realm', { realm: '' }, 'realm'],
  ['SQL in the realm', { realm: "x' or '1'='1" }, 'realm'],
  ['a comment in the realm', { realm: 'burrow # ours' }, 'realm'],
  ['port 0', { listeningPort: 0 }, 'listening-port'],
  ['a quota of nothing', { userQuota: 0 }, 'user-quota'],
  ['a quota that is no number', { userQuota: Number.NaN }, 'user-quota'],
  ['a path with a comment in it', { userDatabasePath: '/srv/#1/turndb' }, 'fact-path'],
  ['a line smuggled into a path', { pidFilePath: 'pid\nno-auth' }, 'fact-path'],
  ['an empty path', { userDatabasePath: '' }, 'fact-path'],
])('%s is refused', (_, facts, code) => {
  expect(codes(POLICY, facts)).toContain(code);
});

test('all problems are given at once, with their lines', () => {
  const result = renderTurnserverConf(`no-such-option\nno-tls=false\n${POLICY}`, { ...LAN_HOST, realm: '' });
  expect(result.ok ? [] : result.problems.map(({ code, line }) => [code, line])).toEqual([
    ['unknown-option', 1],
    ['flag-with-value', 2],
    ['repeated-option', expect.any(Number)],
    ['realm', null],
  ]);
});

test('in the bundle it relays on a loopback address and takes TCP clients from HAProxy', () => {
  const lines = rendered(BUNDLE);
  expect(lines).toEqual(
    expect.arrayContaining([
      'aux-server=0.0.0.0:3479',
      'tcp-proxy-port=5555',
      'relay-ip=127.34.78.1',
      'external-ip=203.0.113.10/127.34.78.1',
      'allow-loopback-peers',
    ]),
  );
  expect(lines.filter((line) => line.startsWith('allowed-peer-ip='))).toEqual([
    'allowed-peer-ip=127.34.78.1',
    'allowed-peer-ip=203.0.113.10',
  ]);
  expect(lines.join('\n')).not.toContain('listening-ip');
});

test('an isolated relay has a second port for UDP, over IPv6 where there is any', () => {
  const second = (hasIpv6: boolean) =>
    rendered({ ...BUNDLE, isolated: { ...ISOLATED, hasIpv6 } }).filter((line) =>
      line.startsWith('aux-server'),
    );
  expect(second(false)).toEqual(['aux-server=0.0.0.0:3479']);
  expect(second(true)).toEqual(['aux-server=0.0.0.0:3479', 'aux-server=[::]:3479']);
});

test.each([
  ['open-isolation', { relayAddress: '172.18.0.2' }],
  ['no-public-address', { publicAddress: null }],
  ['no-public-address', { publicAddress: '127.0.0.1' }],
  ['listening-address', { listeningAddresses: ['172.18.0.2'] }],
  ['tcp-proxy-port', { isolated: { ...ISOLATED, proxyPort: 3478 } }],
  ['aux-server', { isolated: { ...ISOLATED, secondPort: 3478 } }],
  ['aux-server', { isolated: { ...ISOLATED, secondPort: 5555 } }],
] as const)('an isolated relay with %s is refused: %j', (code, wrong) => {
  expect(codes(POLICY, { ...BUNDLE, ...wrong })).toEqual([code]);
});
