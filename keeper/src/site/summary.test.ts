import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openPorts } from './open-ports.ts';
import { planSite } from './site.ts';
import { summaryLines, summaryOf } from './summary.ts';
import { proxiedTurnUrls } from './turn-urls.ts';

const site = planSite({
  domain: null,
  publicAddress: '203.0.113.10',
  primaryAddress: '10.0.0.5',
  ownNames: [],
  hasOwnCertificate: false,
  acme: { email: null, directoryUrl: null },
  ports: { http: 80, https: 443 },
});

const facts = {
  address: '203.0.113.10',
  pageServedBy: 'caddy',
  relayPorts: null,
  warnings: ['the name leads elsewhere'],
} as const;

test('behind a proxy only the ports of the relay are to be opened, and its TLS port with own files alone', () => {
  const proxied = { ...facts, pageServedBy: 'proxy' } as const;
  const own = { kind: 'own', certFile: '/c', keyFile: '/k' } as const;
  expect(summaryOf(site, proxied)).toMatchObject({ certificate: 'proxy', ports: [{ port: 3478 }] });
  expect(proxiedTurnUrls(site)).toEqual([
    'turn:203.0.113.10:3478?transport=udp',
    'turn:203.0.113.10:3478?transport=tcp',
  ]);
  const withFiles = { ...site, certificate: own };
  expect(summaryOf(withFiles, proxied).ports.map(({ port }) => port)).toEqual([3478, 5349]);
  expect(proxiedTurnUrls(withFiles).at(-1)).toBe('turns:203.0.113.10:5349?transport=tcp');
});

test('of an open relay the ports of relayed connections are to be opened, and 443/udp is not', () => {
  const { ports } = summaryOf(site, { ...facts, relayPorts: '49160-51159' });
  expect(ports.map(({ port, protocols }) => [port, ...protocols])).toEqual([
    [80, 'tcp'],
    [443, 'tcp'],
    [3478, 'udp', 'tcp'],
    ['49160-51159', 'udp'],
  ]);
});

test('it names the page, the kind of certificate, what to open, and what is doubtful', () => {
  expect(summaryLines(summaryOf(site, facts))).toEqual([
    'page         https://203.0.113.10/',
    'certificate  from a public authority, within a minute of the first start',
    'to be open in the firewall of this host and of its provider:',
    expect.stringMatching(/^ {2}80\/tcp +certificates/),
    expect.stringMatching(/^ {2}443\/tcp +the page/),
    expect.stringMatching(/^ {2}443\/udp +calls/),
    expect.stringMatching(/^ {2}3478\/udp 3478\/tcp +calls/),
    'warning: the name leads elsewhere',
  ]);
});

test('what is to be opened is what the compose file publishes', () => {
  const compose = readFileSync(new URL('../../../docker-compose.yml', import.meta.url), 'utf8');
  const published = [...compose.matchAll(/^ +- "(?:\$\{[A-Z]+_PORT:-(\d+)\}|(\d+)):\d+(?:\/(tcp|udp))?"$/gm)]
    .map(([, byVariable, fixed, protocol = 'tcp']) => `${byVariable ?? fixed}/${protocol}`)
    .sort();
  const opened = openPorts(site).flatMap(({ port, protocols }) => protocols.map((name) => `${port}/${name}`));
  expect(published).toEqual(opened.sort());
});
