import { expect, test } from 'vitest';
import { createKeeperReport } from './keeper-report.ts';
import { sampleKeeperReport } from './testing/sample-keeper-report.ts';

function reading(text: string | null) {
  return createKeeperReport({
    path: '/run/keeper-report.json',
    version: () => '1',
    read() {
      if (text === null) throw new Error('ENOENT');
      return text;
    },
  })();
}

const good = sampleKeeperReport();
const changed = (more: object) => JSON.stringify({ ...good, ...more });

test('what the keeper wrote is told as it is', () => {
  expect(reading(JSON.stringify(good))).toEqual({ state: 'told', report: good });
  expect(reading(changed({ host: null }))).toMatchObject({ state: 'told', report: { host: null } });
});

test('without a keeper, and before its first word', () => {
  expect(createKeeperReport(null)()).toEqual({ state: 'none' });
  expect(reading(null)).toEqual({ state: 'silent' });
});

test.each([
  ['nothing', ''],
  ['half of it', JSON.stringify(good).slice(0, 200)],
  ['null', 'null'],
  ['another version with more fields', changed({ more: 1 })],
  ['a field less', changed({ edge: undefined })],
  ['a time that is none', changed({ aliveAt: 'now' })],
  ['a version with a script', changed({ versions: { caddy: '<script>', coturn: null } })],
  ['more problems than fit', changed({ problems: Array(33).fill({ code: 'a', cause: 'b', cure: 'c' }) })],
  ['a line that is too long', changed({ problems: [{ code: 'a', cause: 'x'.repeat(1_001), cure: '' }] })],
  ['more than a report has', `${' '.repeat(65_537)}${JSON.stringify(good)}`],
  ['brackets without end', '['.repeat(60_000)],
])('%s is unreadable', (_, text) => {
  expect(reading(text)).toEqual({ state: 'unreadable' });
});
