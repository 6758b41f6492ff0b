import { expect, test } from 'vitest';
import { RELAY_FAULTS } from '../observation.ts';
import { textsEn } from '../texts/en.ts';
import { describeStatus } from './describe-status.ts';
import { judgeStatus, STATUS_CODES, type StatusFacts } from './judge-status.ts';
import { statusEn } from './status-en.ts';
import { statusZhCn } from './status-zh-cn.ts';

const AT = '2030-01-01T12:00:00.000Z';
const minutesAgo = (minutes: number) => new Date(Date.parse(AT) - minutes * 60_000).toISOString();

const report = {
  aliveAt: minutesAgo(1),
  problems: [],
  host: { certificate: { kind: 'trusted' } },
  edge: { answers: true },
} as const;

function facts(more: Partial<StatusFacts> = {}, told: object = {}): StatusFacts {
  return {
    ...{
      at: AT,
      startedAt: minutesAgo(0),
      readiness: 'ready',
      proxiedAt: minutesAgo(0),
      certificateExpiresAt: minutesAgo(-60_000),
    },
    relays: [relay('turn:a:3478?transport=udp', 'ok')],
    keeper: { state: 'told', report: { ...report, ...told } },
    ...more,
  };
}

const relay = (url: string, status: string) => ({
  ...{ url, status, isHandedOut: status === 'ok', probedAt: status === 'unknown' ? null : AT },
});
const codesOf = (given: StatusFacts) => judgeStatus(given).map(({ code }) => code);
const verdict = (given: StatusFacts) => {
  const { state, code } = describeStatus(given, 'en');
  return [state, code];
};

test('a deployment in good order', () => {
  expect(codesOf(facts())).toEqual([
    ...['service-ready', 'relay-ok', 'certificate-good'],
    ...['edge-answers', 'proxy-passes', 'keeper-well'],
  ]);
  expect(describeStatus(facts(), 'en')).toMatchObject({
    state: 'good',
    code: null,
    sentence: 'All is well.',
  });
  expect(describeStatus(facts(), 'zh-CN').sentence).toBe('一切正常。');
});

test('without Docker there is nothing to say of edge, proxy and keeper', () => {
  const native = facts({ keeper: { state: 'none' }, proxiedAt: null, certificateExpiresAt: null });
  expect(codesOf(native)).toEqual(['service-ready', 'relay-ok', 'certificate-unknown']);
  expect(verdict(native)).toEqual(['good', null]);
});

test.each(RELAY_FAULTS)('a relay that fails with %s is told with its cure', (fault) => {
  const described = describeStatus(facts({ relays: [relay('turn:a:3478', fault)] }), 'en');
  const { sentence, operator: cure } = textsEn.causes[`relay-${fault}`];
  expect(described).toMatchObject({ state: 'bad', code: `relay-${fault}`, sentence, cure });
});

test('one way of several that fails is a limit, named by transport and port and not by its address', () => {
  const relays = [
    relay('turn:203.0.113.9:3478', 'ok'),
    relay('turns:203.0.113.9:443?transport=tcp', 'other'),
  ];
  const { state, code, lines } = describeStatus(facts({ relays }), 'en');
  expect([state, code]).toEqual(['limited', 'relay-other']);
  expect(lines.filter(({ part }) => part === 'relay').map(({ name }) => name)).toEqual([
    'Relay, UDP 3478',
    'Relay, TLS 443',
  ]);
  expect(JSON.stringify(lines)).not.toContain('203.0.113');
});

test('a status that nobody knows is a fault, and no crash', () => {
  expect(verdict(facts({ relays: [relay('turn:a', 'constructor')] }))).toEqual(['bad', 'relay-other']);
});

test.each<[string, StatusFacts, string, string | null]>([
  ['stopping', facts({ readiness: 'draining' }), 'bad', 'service-draining'],
  ['starting', facts({ readiness: 'starting' }), 'limited', 'service-starting'],
  ['nobody probes', facts({ relays: [] }), 'unknown', 'relay-not-probed'],
  ['not yet probed', facts({ relays: [relay('turn:a', 'unknown')] }), 'unknown', 'relay-unknown'],
  [
    'never probed',
    facts({ relays: [relay('turn:a', 'unknown')], startedAt: minutesAgo(2) }),
    ...(['unknown', 'relay-not-probed'] as const),
  ],
  ['expired', facts({ certificateExpiresAt: minutesAgo(61) }), 'bad', 'certificate-expired'],
  ['about to expire', facts({ certificateExpiresAt: minutesAgo(-90) }), 'limited', 'certificate-expiring'],
  ['stand-in', facts({}, { host: { certificate: { kind: 'fallback' } } }), 'bad', 'certificate-fallback'],
  ['internal', facts({}, { host: { certificate: { kind: 'internal' } } }), 'good', null],
  ['HAProxy is down', facts({}, { edge: { answers: false } }), 'bad', 'edge-silent'],
  ['nothing comes through', facts({ proxiedAt: minutesAgo(4) }), 'bad', 'proxy-silent'],
  ['nothing ever came', facts({ proxiedAt: null }), 'bad', 'proxy-silent'],
  [
    'a proxy of somebody else',
    facts({ proxiedAt: null }, { host: { certificate: { kind: 'proxy' } } }),
    ...(['good', null] as const),
  ],
  ['a keeper that stopped', facts({}, { aliveAt: minutesAgo(4) }), 'limited', 'keeper-silent'],
  ['no file of a keeper', facts({ keeper: { state: 'silent' } }), 'limited', 'keeper-silent'],
  ['another version', facts({ keeper: { state: 'unreadable' } }), 'limited', 'keeper-unreadable'],
])('%s', (_, given, state, code) => {
  expect(verdict(given)).toEqual([state, code]);
});

test('why there is no certificate is said at the top, and that one is on its way is no alarm', () => {
  const host = { certificate: { kind: 'fallback' } };
  const problems = [
    { code: 'not-primary', cause: 'the name leads elsewhere', cure: 'Set PUBLIC_IP.' },
    { code: 'acme-unreachable', cause: 'port 80 is closed', cure: 'Open 80/tcp.' },
  ];
  expect(describeStatus(facts({}, { host, problems }), 'en')).toMatchObject({
    ...{ state: 'bad', code: 'certificate-fallback', cure: 'The keeper: port 80 is closed. Open 80/tcp.' },
  });
  // What is said of the certificate is not said again.
  expect(codesOf(facts({}, { host, problems }))).toEqual(expect.arrayContaining(['keeper-problem']));
  expect(codesOf(facts({}, { host, problems: problems.slice(1) }))).not.toContain('keeper-problem');
  const pending = [{ code: 'acme-pending', cause: 'it is being ordered', cure: 'Wait.' }];
  expect(verdict(facts({}, { host, problems: pending }))).toEqual(['limited', 'certificate-pending']);
});

test('the keeper is quoted, the worst comes first', () => {
  const problems = [{ code: 'p', cause: 'the disk is full', cure: 'Make room.' }];
  expect(describeStatus(facts({}, { problems }), 'en')).toMatchObject({
    ...{ state: 'limited', sentence: 'The keeper: the disk is full.', cure: 'Make room.' },
  });
  expect(verdict(facts({ readiness: 'draining' }, { problems }))).toEqual(['bad', 'service-draining']);
});

test('what is wrong says what to do, in both languages', () => {
  for (const { codes } of [statusEn, statusZhCn]) {
    for (const [code, [, state]] of Object.entries(STATUS_CODES)) {
      // What the keeper has found comes with the keeper's own cure.
      if (state === 'good' || state === 'unknown' || code === 'keeper-problem') continue;
      expect(codes[code as keyof typeof STATUS_CODES].cure, code).toBeTruthy();
    }
  }
});
