import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildEnvironment, burrowVersion, checkoutOf } from './burrow-version.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'burrow-version-'));
  writeFileSync(join(root, 'package.json'), '{"version": "1.2.0"}');
});
afterEach(() => rmSync(root, { recursive: true }));

test.each([
  ['a clone', 0, '0a1b2c3\n', '1.2.0+g0a1b2c3', '0a1b2c3'],
  ['a clone with changes', 0, '0a1b2c3.dirty\n', '1.2.0+g0a1b2c3.dirty', '0a1b2c3'],
  ['an unpacked release', 128, 'fatal: not a git repository', '1.2.0', null],
  ['a host without git', null, 'spawn git ENOENT', '1.2.0', null],
])('of %s', async (_, code, output, version, commit) => {
  const run = async () => ({ code, output });
  expect(await burrowVersion({ root, run })).toBe(version);
  expect(checkoutOf(version)).toBe(commit);
  expect(await buildEnvironment({ root, run, env: { A: 'b' } })).toEqual({ A: 'b', BURROW_VERSION: version });
});
