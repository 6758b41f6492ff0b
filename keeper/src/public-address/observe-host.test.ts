import { expect, test } from 'vitest';
import { createTestClock } from '../../../signaling/src/core/testing/test-clock.ts';
import { type AddressSettings, observeHost, sourcesFor } from './observe-host.ts';

const settings: AddressSettings = { networkMode: 'auto', publicIp: null, domain: null };
const publicIp = '203.0.113.10';
const domain = 'call.example.org';

test.each<[string, Partial<AddressSettings>, readonly string[]]>([
  ['with nothing set, the host and its cloud', {}, ['interface', 'metadata']],
  ['with a name, DNS as well', { domain }, ['interface', 'metadata', 'domain', 'domain6']],
  ['with an address, not the cloud', { publicIp }, ['interface']],
  ['with both, DNS, to compare', { publicIp, domain }, ['interface', 'domain', 'domain6']],
  [
    'as a public host, the same',
    { networkMode: 'public', domain },
    ['interface', 'metadata', 'domain', 'domain6'],
  ],
  ['in lan, nobody but the host', { networkMode: 'lan', domain }, ['interface']],
  ['in lan, whatever else is set', { networkMode: 'lan', publicIp, domain }, ['interface']],
])('%s are asked', (_, given, names) => {
  expect(sourcesFor({ ...settings, ...given }).map(({ name }) => name)).toEqual(names);
});

test('this host can be looked at', async () => {
  const seen = await observeHost({ ...settings, networkMode: 'lan' }, createTestClock());
  expect(seen.findings.map(({ source, outcome }) => [source, outcome.kind === 'failed'])).toEqual([
    ['interface', false],
  ]);
  for (const address of [seen.primaryAddress, seen.primaryAddress6]) {
    expect(address).not.toMatch(/^(?:0\.0\.0\.0|127\..*|::1?)$/);
  }
});
