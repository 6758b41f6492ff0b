import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findProgram } from './find-program.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'burrow-path-'));
  writeFileSync(join(folder, 'turnserver'), '', { mode: 0o755 });
  writeFileSync(join(folder, 'notes'), '', { mode: 0o644 });
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a program is found in the folders of PATH, and what cannot be run is none', () => {
  const path = ['/none', '', folder].join(delimiter);
  expect(findProgram('turnserver', path)).toBe(join(folder, 'turnserver'));
  expect(findProgram('notes', path)).toBeNull();
  expect(findProgram('no-such-program', path)).toBeNull();
  expect(findProgram('no-such-program', undefined)).toBeNull();
});
