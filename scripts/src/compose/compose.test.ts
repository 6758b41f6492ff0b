import { expect, test } from 'vitest';
import { partsOf } from './compose.ts';

test('a line of JSON is a part; one without a health check has none', () => {
  const output =
    '{"Service":"keeper","State":"running","Health":"healthy","Name":"burrow-keeper-1"}\n{"Service":"x","State":"exited"}\n';
  expect(partsOf(output)).toEqual([
    { part: 'keeper', state: 'running', health: 'healthy' },
    { part: 'x', state: 'exited', health: '' },
  ]);
  expect(partsOf('\n')).toEqual([]);
});
