import { expect, test } from 'vitest';
import type { Observation } from '#diagnosis';
import {
  AT,
  CARRIES,
  NO_ANSWER,
  observed,
  over,
  refused,
} from '../../../diagnosis/src/testing/observations.ts';
import type { Finding } from './finding.ts';
import { judgeRemote, portsToOpen, type RemoteSight } from './judge-remote.ts';

const WAYS = {
  httpsPort: 443,
  ways: [
    { code: 'remote-turn-udp', transport: 'udp', port: 3478 },
    { code: 'remote-https-udp', transport: 'udp', port: 443 },
    { code: 'remote-turn-tcp', transport: 'tcp', port: 3478 },
    { code: 'remote-turn-tls', transport: 'tls', port: 443 },
  ],
} as const;
const ARRIVED = { '443/tcp': 9, '443/udp': 2, '3478/udp': 2, '3478/tcp': 2 };

type Counts = Readonly<Record<string, number>>;

function sight(
  observation: Observation | null,
  arrived: Counts = ARRIVED,
  ended: RemoteSight['ended'] = 'result',
): RemoteSight {
  const result = observation && { observation, receivedAt: new Date(AT).toISOString(), browser: 'firefox' };
  return { ...WAYS, result, ended, arrived: new Map(Object.entries(arrived)) };
}

const ALL_CARRY = [
  over('udp3478', CARRIES),
  over('udp443', CARRIES),
  over('tls443', CARRIES),
  over('tcp3478', CARRIES),
];

/** A test from where one way fails. */
const except = (way: 'udp3478' | 'udp443' | 'tls443' | 'tcp3478', attempt = NO_ANSWER) =>
  observed({
    turn: ALL_CARRY.map((each) => (each.url === over(way, attempt).url ? over(way, attempt) : each)),
  });

const found = (findings: readonly Finding[], code: string) =>
  findings.find((finding) => finding.code === code);
const failures = (findings: readonly Finding[]) =>
  findings.filter(({ status }) => status === 'failure').map(({ code }) => code);

test('where every way carries there are only passes, and nothing is to be opened', () => {
  const seen = sight(observed({ turn: ALL_CARRY }));
  const findings = judgeRemote(seen);
  expect(findings.filter(({ status }) => status !== 'pass')).toEqual([]);
  expect(portsToOpen(findings, seen)).toEqual([]);
});

test.each([
  ['udp3478', 'remote-turn-udp', '3478/udp'],
  ['udp443', 'remote-https-udp', '443/udp'],
  ['tcp3478', 'remote-turn-tcp', '3478/tcp'],
] as const)('what nothing arrived at is named, with its rule: %s', (way, code, name) => {
  const seen = sight(except(way), { ...ARRIVED, [name]: 0 });
  const findings = judgeRemote(seen);
  expect(failures(findings)).toEqual([code]);
  expect(found(findings, code)).toMatchObject({
    found: `nothing arrived at ${name}`,
    cure: expect.stringContaining(`sudo ufw allow ${name}.`),
  });
  const [port, protocol] = name.split('/');
  expect(portsToOpen(findings, seen)).toEqual([{ port: Number(port), protocols: [protocol] }]);
});

test('what arrives and is not answered is another matter than a closed port', () => {
  const { found: words, cure } = found(judgeRemote(sight(except('udp3478'))), 'remote-turn-udp') ?? {};
  expect(words).toBe('requests arrived at 3478/udp, and no answer came back');
  expect(cure).not.toContain('ufw');
});

test('where nothing could be counted that is said, and the rule as well', () => {
  const finding = found(judgeRemote(sight(except('udp3478'), {})), 'remote-turn-udp');
  expect(finding?.found).toMatch(/3478\/udp: .*; whether anything arrived is not known$/);
  expect(finding?.cure).toContain('sudo ufw allow 3478/udp');
});

test('TLS that does not pass, on a port by which the page came, needs no rule', () => {
  const seen = sight(except('tls443'));
  const findings = judgeRemote(seen);
  const finding = found(findings, 'remote-turn-tls');
  expect([finding?.status, finding?.cure]).toEqual(['failure', expect.stringContaining('certificate')]);
  expect(portsToOpen(findings, seen)).toEqual([]);
});

test('of TLS on a port of its own it is said whether anything arrived, and of what arrived no rule', () => {
  const turn = [{ ...over('tls443', NO_ANSWER), url: 'turns:call.example.org:5349?transport=tcp' }];
  const behindProxy = (count: number): RemoteSight => ({
    ...sight(observed({ turn }), { '5349/tcp': count }),
    ...{ httpsPort: null, ways: [{ code: 'remote-turn-tls', transport: 'tls', port: 5349 }] },
  });
  const closed = judgeRemote(behindProxy(0));
  expect(found(closed, 'remote-turn-tls')).toMatchObject({
    found: 'nothing arrived at 5349/tcp',
    cure: expect.stringContaining('sudo ufw allow 5349/tcp'),
  });
  expect(portsToOpen(closed, behindProxy(0))).toEqual([{ port: 5349, protocols: ['tcp'] }]);
  const open = judgeRemote(behindProxy(2));
  expect(found(open, 'remote-turn-tls')?.cure).toContain('certificate');
  expect(portsToOpen(open, behindProxy(2))).toEqual([]);
});

test('a refusal is no closed port', () => {
  const finding = found(
    judgeRemote(sight(except('udp3478', refused(401)), { ...ARRIVED, '3478/udp': 0 })),
    'remote-turn-udp',
  );
  expect(finding).toMatchObject({ status: 'failure', cure: expect.not.stringContaining('ufw') });
});

test('families are told apart, and one that carries is enough', () => {
  const turn = [over('udp3478', CARRIES, 'ipv4'), over('udp3478', NO_ANSWER, 'ipv6'), ...ALL_CARRY.slice(1)];
  const finding = found(judgeRemote(sight(observed({ turn }))), 'remote-turn-udp');
  expect([finding?.status, finding?.found]).toEqual(['pass', expect.stringMatching(/IPv4: .*IPv6: /)]);
});

test('a link that nobody could open, because nothing arrived', () => {
  const seen = sight(null, { ...ARRIVED, '443/tcp': 0 }, 'time');
  const findings = judgeRemote(seen);
  expect(failures(findings)).toEqual(['remote-link', 'remote-https']);
  expect(found(findings, 'remote-https')?.found).toBe(
    'nothing arrived at 443/tcp, and nobody opened the link',
  );
  expect(found(findings, 'remote-turn-udp')?.status).toBe('skipped');
  expect(portsToOpen(findings, seen)).toEqual([{ port: 443, protocols: ['tcp'] }]);
});

test('a link whose page was reached, and nothing more', () => {
  const findings = judgeRemote(sight(null, ARRIVED, 'stopped'));
  expect(found(findings, 'remote-https')?.status).toBe('warning');
  expect(found(findings, 'remote-link')?.found).toBe('stopped before a result came');
});

test.each([
  [2, 'pass', /within 30 s of browser/],
  [40, 'warning', /the browser is 40 s ahead/],
  [-3_600, 'warning', /the browser is 3600 s behind/],
])('a device that is %i s ahead', (clockAheadSeconds, status, words) => {
  const seen = sight(observed({ turn: ALL_CARRY }));
  const findings = judgeRemote({ ...seen, result: seen.result && { ...seen.result, clockAheadSeconds } });
  expect(found(findings, 'remote-clock')).toMatchObject({ status, found: expect.stringMatching(words) });
});
