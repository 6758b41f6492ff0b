import { expect, it } from 'vitest';
import { createNameLookup } from './name-lookup.ts';
import { sampleKeeperReport } from './testing/sample-keeper-report.ts';

const report = sampleKeeperReport();
const itself = async () => ['192.0.2.1'];

it('goes by the keeper for the name of the page', async () => {
  const lookUp = createNameLookup(() => ({ state: 'told', report }), itself);
  expect(await lookUp('call.example.org')).toEqual(['203.0.113.10', '2001:db8::10']);
});

it('looks itself for another name, and where the keeper knows nothing', async () => {
  const told = createNameLookup(() => ({ state: 'told', report }), itself);
  expect(await told('other.example.org')).toEqual(['192.0.2.1']);
  for (const host of [null, { ...report.host, url: 'nonsense' }] as (typeof report.host)[]) {
    const lookUp = createNameLookup(() => ({ state: 'told', report: { ...report, host } }), itself);
    expect(await lookUp('call.example.org')).toEqual(['192.0.2.1']);
  }
  expect(await createNameLookup(() => ({ state: 'none' }), itself)('call.example.org')).toEqual([
    '192.0.2.1',
  ]);
});
