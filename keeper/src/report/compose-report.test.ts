import { generate } from 'selfsigned';
import { expect, test } from 'vitest';
import { keeperReport, MAX_STATUS_ROWS } from '#protocol';
import type { FallbackReason } from '../certificates/fallback-reason.ts';
import type { Finding } from '../public-address/address-source.ts';
import type { Problem } from '../result.ts';
import { composeReport, type HostFacts, type ReportFacts } from './compose-report.ts';

const NOW = Date.UTC(2030, 0, 1, 12, 0, 59);
const NOT_AFTER = Date.UTC(2030, 2, 1);

const made = await generate([{ name: 'commonName', value: 'a' }], {
  ...{ keyType: 'ec', curve: 'P-256', algorithm: 'sha256' },
  extensions: [
    {
      name: 'subjectAltName',
      altNames: [
        { type: 2, value: 'call.example.org' },
        { type: 7, ip: '203.0.113.10' },
      ],
    },
  ],
});
const served = { pem: `${made.cert}\n${made.private}`, fingerprint: '00', notAfter: NOT_AFTER };
const doubt: Problem = { code: 'not-primary', cause: 'the name leads\n elsewhere', cure: 'Set PUBLIC_IP.' };

const host: HostFacts = {
  name: 'call.example.org',
  summary: {
    url: 'https://call.example.org/',
    certificate: 'acme',
    ports: [{ port: 443, protocols: ['tcp'], use: 'the page' }],
  },
  decision: {
    ...{ mode: 'public', publicAddress: '203.0.113.10', publicAddress6: null, primaryAddress: '10.0.0.5' },
    source: { name: 'metadata', where: 'the cloud' },
    warnings: [doubt],
  },
  findings: [
    {
      ...{ source: 'interface', asked: "this host's interfaces" },
      outcome: { kind: 'addresses', addresses: [{ address: '10.0.0.5', where: 'eth0' }] },
    },
    { source: 'domain', asked: 'DNS', outcome: { kind: 'failed', why: 'no answer within 3000 ms' } },
    { source: 'domain6', asked: 'DNS', outcome: { kind: 'none' } },
  ],
  certificate: { state: { state: 'trusted', notAfter: NOT_AFTER }, served },
};

function report(more: Partial<ReportFacts> = {}) {
  const images = { caddy: 'caddy:2.11.4', coturn: 'coturn/coturn:4.18.0-r0' };
  const edge = { answers: true, version: '3.2.26' };
  const composed = composeReport({ now: NOW, images, edge, host, problems: [], ...more });
  // What the service would read.
  return keeperReport.parse(JSON.parse(JSON.stringify(composed)));
}

const withState = (state: HostFacts['certificate']['state']) =>
  report({ host: { ...host, certificate: { state, served } } });

test('everything that the keeper knows of a host in good order', () => {
  expect(report()).toEqual({
    aliveAt: '2030-01-01T12:00:00.000Z',
    problems: [{ code: 'not-primary', cause: 'the name leads elsewhere', cure: 'Set PUBLIC_IP.' }],
    host: {
      url: 'https://call.example.org/',
      certificate: {
        kind: 'trusted',
        names: ['call.example.org', '203.0.113.10'],
        expiresAt: new Date(NOT_AFTER).toISOString(),
      },
      addresses: {
        mode: 'public',
        decided: [
          'public address 203.0.113.10 (from the cloud)',
          "203.0.113.10 leads to this host's own address 10.0.0.5",
        ],
        found: [
          { asked: "this host's interfaces", addresses: ['10.0.0.5 (eth0)'], failure: null },
          { asked: 'DNS', addresses: [], failure: 'no answer within 3000 ms' },
          { asked: 'DNS', addresses: [], failure: null },
        ],
        ofName: [],
      },
      ports: [{ port: '443', protocols: ['tcp'], use: 'the page' }],
    },
    edge: { answers: true, version: '3.2.26' },
    versions: { caddy: '2.11.4', coturn: '4.18.0-r0' },
  });
});

test('the addresses of the name are those of DNS, of both families, and no others', () => {
  const found = (source: Finding['source'], address: string): Finding => ({
    ...{ source, asked: 'somebody' },
    outcome: { kind: 'addresses', addresses: [{ address, where: 'there' }] },
  });
  const findings = [
    found('domain6', '2001:db8::10'),
    found('interface', '10.0.0.5'),
    found('domain', '203.0.113.10'),
  ];
  expect(report({ host: { ...host, findings } }).host?.addresses.ofName).toEqual([
    '203.0.113.10',
    '2001:db8::10',
  ]);
});

test('within a minute the same facts make the same report, so that nobody is woken for nothing', () => {
  expect(report({ now: NOW - 58_000 })).toEqual(report());
  expect(report({ now: NOW + 1_000 })).not.toEqual(report());
});

test.each<[FallbackReason, string]>([
  [{ code: 'acme-pending', detail: '' }, 'acme-pending'],
  [{ code: 'own-files', problems: [{ code: 'own-expired', cause: 'c', cure: 'd' }] }, 'own-expired'],
  [{ code: 'own-files', problems: [] }, 'own-files'],
])('why a certificate only stands in is a problem: %j', (reason, code) => {
  const { host: found, problems } = withState({ state: 'fallback', reason });
  expect([found?.certificate.kind, problems.at(-1)?.code]).toEqual(['fallback', code]);
});

test('behind a proxy the certificate is not ours to complain about', () => {
  const summary = { ...host.summary, certificate: 'proxy' } as const;
  const reason = { code: 'acme-pending', detail: '' } as const;
  const certificate = { state: { state: 'fallback', reason }, served: null } as const;
  const { host: found, problems } = report({ host: { ...host, summary, certificate } });
  expect(found?.certificate).toEqual({ kind: 'proxy', names: [], expiresAt: null });
  expect(problems.map(({ code }) => code)).toEqual(['not-primary']);
});

test('what went wrong before there is a configuration is told too', () => {
  const problems = [{ code: 'x y', cause: 'c'.repeat(5_000), cure: 'd' }];
  const told = report({ host: null, edge: null, images: null, problems });
  expect(told).toMatchObject({ host: null, edge: null, versions: { caddy: null, coturn: null } });
  expect(told.problems).toEqual([{ code: 'other', cause: 'c'.repeat(1_000), cure: 'd' }]);
});

test('however many problems there are, the service can read them', () => {
  expect(report({ problems: Array(100).fill(doubt) }).problems.length).toBe(MAX_STATUS_ROWS);
});

test.each([
  ['caddy:2.11.4', '2.11.4'],
  ['registry.example.com:5000/caddy:v2.11.4-alpine', '2.11.4-alpine'],
  ['caddy:2.11.4@sha256:0123', '2.11.4'],
  ['caddy@sha256:0123', null],
  ['registry.example.com:5000/caddy', null],
  ['caddy:latest', null],
  ['', null],
])('the version in %s', (caddy, version) => {
  expect(report({ images: { caddy, coturn: '' } }).versions.caddy).toBe(version);
});
