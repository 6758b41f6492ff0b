import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openPorts } from './open-ports.ts';
import { planSite } from './site.ts';
import { summaryLines, summaryOf } from './summary.ts';

const site = planSite({
  domain: null,
  publicAddress: '203.0.113.10',
  primaryAddress: '10.0.0.5',
  ownNames: [],
  hasOwnCertificate: false,
  acme: { email: null, directoryUrl: null },
  ports: { http: 80, https: 443 },
});

test('it names the page, the kind of certificate, what to open, and what is doubtful', () => {
  expect(summaryLines(summaryOf(site, '203.0.113.10', ['the name leads elsewhere']))).toEqual([
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
