import { expect, test } from 'vitest';
import { createLinkReports } from './link-reports.ts';

test('connections are counted by their path, those that were not made by none', () => {
  const told: string[] = [];
  const reports = createLinkReports(({ path, afterMs }) => told.push(`${path} ${afterMs}`));
  const before = reports.paths();
  for (const path of ['direct', 'relay-tls', 'direct', 'none'] as const) reports.add({ path, afterMs: 5 });
  expect(before).toEqual({ direct: 0, 'relay-udp': 0, 'relay-tcp': 0, 'relay-tls': 0 });
  expect(reports.paths()).toEqual({ direct: 2, 'relay-udp': 0, 'relay-tcp': 0, 'relay-tls': 1 });
  expect(told).toEqual(['direct 5', 'relay-tls 5', 'direct 5', 'none 5']);
});
