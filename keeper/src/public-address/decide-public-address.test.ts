import { expect, test } from 'vitest';
import { type AddressQuestion, decidePublicAddress } from './decide-public-address.ts';
import { failed, found, UNKNOWN_HOST } from './testing/observations.ts';

const HERE = '203.0.113.10';
const ELSEWHERE = '198.51.100.7';
const THIRD = '192.0.2.30';
const PRIVATE = '10.0.1.10';
const HERE6 = '2a01:4f8:c0c:1::1';
const ELSEWHERE6 = '2606:4700::6810:1';

const domain = 'call.example.org';
/** The host goes to the internet from its public address. */
const direct = { primaryAddress: HERE } as const;

interface Row {
  readonly says: string;
  readonly given: Partial<AddressQuestion>;
  /** Mode, public address, the address of the host itself that it leads to, and who said so. */
  readonly decided: readonly ['public' | 'lan', string | null, string | null, string | null];
  readonly warns?: readonly string[];
}

const rows: readonly Row[] = [
  {
    says: 'an address of its own that it goes to the internet from makes a host public',
    given: { ...direct, findings: [found('interface', HERE)] },
    decided: ['public', HERE, HERE, 'interface'],
  },
  {
    says: 'a host with private addresses, of which nobody says more, is for its own network',
    given: {},
    decided: ['lan', null, PRIVATE, null],
  },
  {
    says: 'a host without a network is for nobody',
    given: { primaryAddress: null },
    decided: ['lan', null, null, null],
  },
  {
    says: 'behind a cloud that maps addresses, the cloud says which',
    given: { findings: [found('interface'), found('metadata', HERE)] },
    decided: ['public', HERE, PRIVATE, 'metadata'],
  },
  {
    says: 'all sources agree',
    given: {
      ...direct,
      domain,
      findings: [found('interface', HERE), found('metadata', HERE), found('domain', HERE), found('domain6')],
    },
    decided: ['public', HERE, HERE, 'interface'],
  },
  {
    says: 'behind a home router, the one A record is all there is',
    given: { domain, findings: [found('interface'), found('metadata'), found('domain', HERE)] },
    decided: ['public', HERE, PRIVATE, 'domain'],
  },
  {
    says: 'an A record that leads elsewhere, to a CDN or a former host, does not win over the address of this host',
    given: { ...direct, domain, findings: [found('interface', HERE), found('domain', ELSEWHERE)] },
    decided: ['public', HERE, HERE, 'interface'],
    warns: ['domain-elsewhere'],
  },
  {
    says: 'nor over the one that the cloud says',
    given: { domain, findings: [found('interface'), found('metadata', HERE), found('domain', ELSEWHERE)] },
    decided: ['public', HERE, PRIVATE, 'metadata'],
    warns: ['domain-elsewhere'],
  },
  {
    says: 'of several addresses that this host has, the one that DNS names is used',
    given: { ...direct, domain, findings: [found('interface', HERE, THIRD), found('domain', THIRD)] },
    decided: ['public', THIRD, THIRD, 'interface'],
  },
  {
    says: 'when the interface and the cloud disagree, DNS has the casting vote',
    given: {
      ...{ ...direct, domain },
      findings: [found('interface', HERE), found('metadata', ELSEWHERE), found('domain', ELSEWHERE)],
    },
    decided: ['public', ELSEWHERE, HERE, 'metadata'],
  },
  {
    says: 'when they disagree and DNS says nothing, the address that the host goes to the internet from is used',
    given: { ...direct, findings: [found('interface', HERE), found('metadata', ELSEWHERE)] },
    decided: ['public', HERE, HERE, 'interface'],
    warns: ['sources-disagree'],
  },
  {
    says: 'when all three disagree, there are two warnings',
    given: {
      ...{ ...direct, domain },
      findings: [found('interface', HERE), found('metadata', ELSEWHERE), found('domain', THIRD)],
    },
    decided: ['public', HERE, HERE, 'interface'],
    warns: ['sources-disagree', 'domain-elsewhere'],
  },
  {
    says: 'several addresses of which the cloud knows one are no disagreement',
    given: { ...direct, findings: [found('interface', HERE, THIRD), found('metadata', THIRD)] },
    decided: ['public', HERE, HERE, 'interface'],
  },
  {
    says: 'what the cloud maps to the primary address is better than an address that traffic does not leave from',
    given: { findings: [found('interface', THIRD), found('metadata', HERE)] },
    decided: ['public', HERE, PRIVATE, 'metadata'],
    warns: ['sources-disagree'],
  },
  {
    says: 'an address that traffic does not leave from is better than none',
    given: { findings: [found('interface', HERE)] },
    decided: ['public', HERE, HERE, 'interface'],
    warns: ['not-primary'],
  },
  {
    says: 'and is beyond doubt when DNS names it',
    given: { domain, findings: [found('interface', HERE), found('domain', HERE)] },
    decided: ['public', HERE, HERE, 'interface'],
  },
  {
    says: 'a cloud that was to say the address and did not is worth a warning',
    given: { findings: [found('interface'), failed('metadata')] },
    decided: ['lan', null, PRIVATE, null],
    warns: ['metadata-failed'],
  },
  {
    says: 'also when the A record then stands alone',
    given: { domain, findings: [found('interface'), failed('metadata'), found('domain', HERE)] },
    decided: ['public', HERE, PRIVATE, 'domain'],
    warns: ['metadata-failed'],
  },
  {
    says: 'but not when this host has a public address itself',
    given: { ...direct, findings: [found('interface', HERE), failed('metadata')] },
    decided: ['public', HERE, HERE, 'interface'],
  },
  {
    says: 'an address from the cloud that is not global does not count',
    given: { findings: [found('interface'), found('metadata', '10.9.9.9')] },
    decided: ['lan', null, PRIVATE, null],
  },
  {
    says: 'a global IPv6 address alone does not make a public host',
    given: { findings: [found('interface', HERE6)], primaryAddress6: HERE6 },
    decided: ['lan', null, PRIVATE, null],
  },

  {
    says: 'a name that leads to a private address makes no public host',
    given: { domain, findings: [found('interface'), found('domain', '192.168.1.5')] },
    decided: ['lan', null, PRIVATE, null],
    warns: ['domain-not-public'],
  },
  {
    says: 'a name that leads to this host itself in the eyes of nobody else is warned about',
    given: { ...direct, domain, findings: [found('interface', HERE), found('domain', '127.0.0.1')] },
    decided: ['public', HERE, HERE, 'interface'],
    warns: ['domain-not-public'],
  },
  {
    says: 'several A records are no help when none is known to be ours',
    given: { domain, findings: [found('interface'), found('domain', HERE, ELSEWHERE)] },
    decided: ['lan', null, PRIVATE, null],
    warns: ['domain-ambiguous'],
  },
  {
    says: 'a private record next to a public one makes it doubtful too',
    given: { domain, findings: [found('interface'), found('domain', '10.0.0.5', HERE)] },
    decided: ['lan', null, PRIVATE, null],
    warns: ['domain-ambiguous'],
  },
  {
    says: 'several A records are in order when ours is among them',
    given: { ...direct, domain, findings: [found('interface', HERE), found('domain', ELSEWHERE, HERE)] },
    decided: ['public', HERE, HERE, 'interface'],
  },
  {
    says: 'several A records that all lead elsewhere are warned about',
    given: { ...direct, domain, findings: [found('interface', HERE), found('domain', ELSEWHERE, THIRD)] },
    decided: ['public', HERE, HERE, 'interface'],
    warns: ['domain-elsewhere'],
  },
  {
    says: 'a name without an A record is warned about',
    given: { ...direct, domain, findings: [found('interface', HERE), found('domain')] },
    decided: ['public', HERE, HERE, 'interface'],
    warns: ['domain-without-record'],
  },
  {
    says: 'a name that cannot be looked up is warned about',
    given: { ...direct, domain, findings: [found('interface', HERE), failed('domain')] },
    decided: ['public', HERE, HERE, 'interface'],
    warns: ['domain-lookup-failed'],
  },
  {
    says: 'a name whose A record is right and whose AAAA record leads elsewhere is warned about',
    given: {
      ...{ ...direct, domain },
      findings: [found('interface', HERE, HERE6), found('domain', HERE), found('domain6', ELSEWHERE6)],
    },
    decided: ['public', HERE, HERE, 'interface'],
    warns: ['domain6-elsewhere'],
  },
  {
    says: 'one whose A and AAAA records are both right is in order',
    given: {
      ...{ ...direct, domain },
      findings: [found('interface', HERE, HERE6), found('domain', HERE), found('domain6', HERE6)],
    },
    decided: ['public', HERE, HERE, 'interface'],
  },
  {
    says: 'one whose A and AAAA records both lead elsewhere, once',
    given: {
      ...{ ...direct, domain },
      findings: [found('interface', HERE), found('domain', ELSEWHERE), found('domain6', ELSEWHERE6)],
    },
    decided: ['public', HERE, HERE, 'interface'],
    warns: ['domain-elsewhere'],
  },

  {
    says: 'PUBLIC_IP wins over everything',
    given: {
      ...{ ...direct, publicIp: THIRD },
      findings: [found('interface', HERE), found('metadata', ELSEWHERE)],
    },
    decided: ['public', THIRD, HERE, 'PUBLIC_IP'],
  },
  {
    says: 'a name that leads elsewhere than PUBLIC_IP is warned about',
    given: { publicIp: HERE, domain, findings: [found('interface'), found('domain', ELSEWHERE)] },
    decided: ['public', HERE, PRIVATE, 'PUBLIC_IP'],
    warns: ['domain-elsewhere'],
  },
  {
    says: 'a name that leads where PUBLIC_IP says is in order',
    given: { publicIp: HERE, domain, findings: [found('interface'), found('domain', HERE)] },
    decided: ['public', HERE, PRIVATE, 'PUBLIC_IP'],
  },
  {
    says: 'PUBLIC_IP that is an address of this host, though not the primary one, leads to just that',
    given: { ...direct, publicIp: THIRD, findings: [found('interface', HERE, THIRD)] },
    decided: ['public', THIRD, THIRD, 'PUBLIC_IP'],
  },
  {
    says: 'PUBLIC_IP with a private address is how a network of its own calls this host',
    given: { publicIp: '192.168.1.50' },
    decided: ['lan', '192.168.1.50', PRIVATE, 'PUBLIC_IP'],
  },
  {
    says: 'PUBLIC_IP with a private address does not fit NETWORK_MODE=public',
    given: { networkMode: 'public', publicIp: '192.168.1.50' },
    decided: ['public', '192.168.1.50', PRIVATE, 'PUBLIC_IP'],
    warns: ['public-ip-not-public'],
  },
  {
    says: 'PUBLIC_IP with a private address fits NETWORK_MODE=lan',
    given: { networkMode: 'lan', publicIp: '192.168.1.50' },
    decided: ['lan', '192.168.1.50', PRIVATE, 'PUBLIC_IP'],
  },
  {
    says: 'PUBLIC_IP with a global address fits NETWORK_MODE=public',
    given: { networkMode: 'public', publicIp: HERE },
    decided: ['public', HERE, PRIVATE, 'PUBLIC_IP'],
  },
  {
    says: 'PUBLIC_IP with a global address does not fit NETWORK_MODE=lan',
    given: { networkMode: 'lan', publicIp: HERE },
    decided: ['lan', HERE, PRIVATE, 'PUBLIC_IP'],
    warns: ['public-ip-in-lan'],
  },
  {
    says: 'NETWORK_MODE=lan has no public address, whatever the host has',
    given: { ...direct, networkMode: 'lan', findings: [found('interface', HERE)] },
    decided: ['lan', null, HERE, 'NETWORK_MODE'],
  },
  {
    says: 'NETWORK_MODE=public with an address is the same as auto',
    given: { ...direct, networkMode: 'public', findings: [found('interface', HERE)] },
    decided: ['public', HERE, HERE, 'interface'],
  },
];

test.each(rows)('$says', ({ given, decided, warns = [] }) => {
  const result = decidePublicAddress({ ...UNKNOWN_HOST, ...given });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const { mode, publicAddress, primaryAddress, source, warnings } = result.value;
  expect([mode, publicAddress, primaryAddress, source?.name ?? null]).toEqual(decided);
  expect(warnings.map(({ code }) => code)).toEqual(warns);
});

test('NETWORK_MODE=public without an address is a problem that shows what each source said', () => {
  const result = decidePublicAddress({
    ...UNKNOWN_HOST,
    networkMode: 'public',
    domain,
    findings: [
      found('interface', HERE6),
      failed('metadata', 'status 403'),
      found('domain', ELSEWHERE, THIRD),
      found('domain6'),
    ],
  });
  expect(result).toMatchObject({ ok: false, problems: [{ code: 'no-public-address' }] });
  const { cause, cure } = result.ok
    ? { cause: '', cure: '' }
    : (result.problems[0] ?? { cause: '', cure: '' });
  for (const said of [HERE6, 'eth0', 'status 403', ELSEWHERE, THIRD, 'none (the AAAA record']) {
    expect(cause).toContain(said);
  }
  expect(cure).toContain('PUBLIC_IP');
});

test.each([
  ['sources-disagree', { ...direct, findings: [found('interface', HERE), found('metadata', ELSEWHERE)] }],
  ['domain-elsewhere', { publicIp: HERE, domain, findings: [found('domain', ELSEWHERE)] }],
  ['domain-ambiguous', { domain, findings: [found('domain', ELSEWHERE, HERE)] }],
])('the warning %s shows every value, and ends in what to do', (code, given) => {
  const result = decidePublicAddress({ ...UNKNOWN_HOST, ...given });
  const warning = result.ok ? result.value.warnings.find((one) => one.code === code) : undefined;
  expect(warning?.cause).toContain(HERE);
  expect(warning?.cause).toContain(ELSEWHERE);
  expect(warning?.cure).toContain('PUBLIC_IP');
});

test.each([
  [
    'the one that this host uses',
    { primaryAddress6: HERE6, findings: [found('interface', HERE, HERE6)] },
    HERE6,
  ],
  ['none without a way to the internet', { findings: [found('interface', HERE, HERE6)] }, null],
  [
    'none without a way to the internet, also when DNS names it',
    { domain, findings: [found('interface', HERE, HERE6), found('domain', HERE), found('domain6', HERE6)] },
    null,
  ],
  ['none when it is not global', { primaryAddress6: 'fd00::1', findings: [found('interface', HERE)] }, null],
  [
    'the one that DNS names and this host has, rather than one that the kernel makes up for privacy',
    {
      ...{ domain, primaryAddress6: '2a01:4f8:c0c:1:aaaa::1' },
      findings: [
        found('interface', HERE, '2a01:4f8:c0c:1:aaaa::1', HERE6),
        found('domain', HERE),
        found('domain6', HERE6),
      ],
    },
    HERE6,
  ],
  [
    'never one that only DNS names',
    {
      ...{ domain, primaryAddress6: HERE6 },
      findings: [found('interface', HERE, HERE6), found('domain', HERE), found('domain6', ELSEWHERE6)],
    },
    HERE6,
  ],
])('the IPv6 address of a public host is %s', (_, given, expected) => {
  const result = decidePublicAddress({ ...UNKNOWN_HOST, ...direct, ...given });
  expect(result).toMatchObject({ ok: true, value: { mode: 'public', publicAddress6: expected } });
});

test('a host for its own network has no public IPv6 address', () => {
  const given = {
    networkMode: 'lan',
    primaryAddress6: HERE6,
    findings: [found('interface', HERE6)],
  } as const;
  const result = decidePublicAddress({ ...UNKNOWN_HOST, ...given });
  expect(result).toMatchObject({ ok: true, value: { mode: 'lan', publicAddress6: null } });
});
