import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ProgramRun } from '../lib/run-program.ts';
import { readBackups, readStorage } from './look-at-storage.ts';

const USE = JSON.stringify({
  Images: [],
  Volumes: [
    { Name: 'burrow_turn', Size: '12.29kB', Links: '1' },
    { Name: 'burrow_caddy-data', Size: 'N/A', Links: '1' },
    { Name: 'wiki_data', Size: '9.1GB', Links: '1' },
  ],
  BuildCache: [
    { Size: '2GB', Shared: 'false' },
    { Size: '1GB', Shared: 'true' },
    { Size: '500MB', Shared: 'false' },
  ],
});

function container(driver: string, options: Record<string, string> | null, ...volumes: string[]): string {
  const mounts = [
    ...volumes.map((Name) => ({ Type: 'volume', Name })),
    { Type: 'bind', Source: '/burrow/turnserver.conf' },
  ];
  return JSON.stringify({ logs: { Type: driver, Config: options }, mounts });
}

/** An engine with a container for each of these, and logs of 1200 bytes. */
function engine(containers: readonly string[], answers: Readonly<Record<string, ProgramRun>> = {}) {
  const run = async (argv: readonly string[]): Promise<ProgramRun> => {
    const asked = argv.slice(0, 2).join(' ');
    const usual: Readonly<Record<string, string>> = {
      'docker inspect': `${containers.join('\n')}\n`,
      'docker system': `${USE}\n`,
      'sh -c': '1200\n',
    };
    return answers[asked] ?? { code: 0, output: usual[asked] ?? '' };
  };
  const parts = containers.map((_, index) => ({ ...{ part: `part-${index}`, id: `${index}` }, ...WELL }));
  return readStorage(parts, run);
}
const WELL = { state: 'running', health: 'healthy' };

test.each([
  ['json-file', { 'max-size': '10m', 'max-file': '3' }, 30_000_000],
  ['json-file', { 'max-size': '10m' }, 10_000_000],
  ['json-file', { 'max-file': '3' }, null],
  ['json-file', { 'max-size': '-1' }, null],
  ['json-file', null, null],
  ['local', {}, 100_000_000],
  ['local', { 'max-size': '1m' }, 5_000_000],
])('the driver %s with %j ends at %j bytes', async (driver, options, limitBytes) => {
  const { logs } = await engine([container(driver, options)]);
  expect(logs).toEqual([{ part: 'part-0', keptBy: 'engine', limitBytes, bytes: 1_200 }]);
});

test('what another keeps is not counted', async () => {
  const { logs } = await engine([container('journald', {})], { 'sh -c': { code: 0, output: '77' } });
  expect(logs).toEqual([{ part: 'part-0', keptBy: 'journald', limitBytes: null, bytes: null }]);
});

test('volumes are those of the parts, and what is shared in the build cache counts once', async () => {
  const both = [
    container('local', {}, 'burrow_turn', 'burrow_caddy-data'),
    container('local', {}, 'burrow_turn'),
  ];
  const { volumes, buildCacheBytes } = await engine(both);
  expect(volumes).toEqual([
    { name: 'burrow_turn', bytes: 12_290 },
    { name: 'burrow_caddy-data', bytes: null },
  ]);
  expect(buildCacheBytes).toBe(2_500_000_000);
});

test.each([
  ['does not answer', { code: 1, output: 'Cannot connect to the Docker daemon' }],
  ['says something else', { code: 0, output: '{"logs":7}\n<html>' }],
])('of an engine that %s nothing is known', async (_, answer) => {
  const one = [container('local', {}, 'burrow_turn')];
  expect(await engine(one, { 'docker inspect': answer })).toMatchObject({ logs: null, volumes: null });
  expect(await engine(one, { 'docker system': answer })).toMatchObject({
    ...{ logs: [{ part: 'part-0' }], volumes: null, buildCacheBytes: null },
  });
});

test('backups are counted where they go; before the first there are none', () => {
  const root = mkdtempSync(join(tmpdir(), 'burrow-backups-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const free = expect.any(Number);
  expect(readBackups(root)).toEqual({ freeBytes: free, sizes: [] });
  mkdirSync(join(root, 'backups'));
  writeFileSync(join(root, 'backups', 'one.tar.gz'), 'x'.repeat(7));
  expect(readBackups(root)).toEqual({ freeBytes: free, sizes: [7] });
  expect(readBackups('/nowhere/at/all')).toEqual({ freeBytes: null, sizes: [] });
});
