import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keptSecret, prepareStateDirectory, writeOwnerOnly } from './state-directory.ts';

let parent: string;
let directory: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'burrow-state-'));
  directory = join(parent, 'state');
  prepareStateDirectory(directory);
});
afterEach(() => rmSync(parent, { recursive: true }));

const modeOf = (path: string) => statSync(path).mode & 0o777;

test('the directory and the secret are for their owner alone', () => {
  expect(keptSecret(directory, 'turn-secret')).toMatchObject({ ok: true, value: { isNew: true } });
  expect(modeOf(directory)).toBe(0o700);
  expect(modeOf(join(directory, 'turn-secret'))).toBe(0o600);
});

test('modes that were opened are closed again', () => {
  keptSecret(directory, 'turn-secret');
  chmodSync(directory, 0o755);
  chmodSync(join(directory, 'turn-secret'), 0o644);
  prepareStateDirectory(directory);
  keptSecret(directory, 'turn-secret');
  expect([modeOf(directory), modeOf(join(directory, 'turn-secret'))]).toEqual([0o700, 0o600]);
});

test('a secret has 256 bits, differs from the next, and is kept', () => {
  const first = keptSecret(directory, 'turn-secret');
  const again = keptSecret(directory, 'turn-secret');
  const other = keptSecret(directory, 'resume-key');
  if (!first.ok || !again.ok || !other.ok) throw new Error('refused');
  expect(first.value.secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(again.value).toEqual({ secret: first.value.secret, isNew: false });
  expect(other.value.secret).not.toBe(first.value.secret);
});

test('a file with less than a secret in it is a problem, and stays as it is', () => {
  const path = join(directory, 'turn-secret');
  for (const text of ['\n', 'short\n', `${'x'.repeat(40)} y`]) {
    writeFileSync(path, text);
    expect(keptSecret(directory, 'turn-secret')).toMatchObject({
      ok: false,
      problems: [{ code: 'weak-secret' }],
    });
    expect(readFileSync(path, 'utf8')).toBe(text);
  }
});

test('a file with nothing in it, as a power cut can leave one, gets a new secret', () => {
  const path = join(directory, 'turn-secret');
  writeFileSync(path, '');
  const made = keptSecret(directory, 'turn-secret');
  expect(made).toMatchObject({ ok: true, value: { isNew: true } });
  expect(keptSecret(directory, 'turn-secret')).toMatchObject({ ok: true, value: { isNew: false } });
});

test('what an interrupted try has left is written over, also with another mode', () => {
  const path = join(directory, 'file');
  writeFileSync(`${path}.new`, 'half of it', { mode: 0o400 });
  writeOwnerOnly(path, 'all of it');
  expect([readFileSync(path, 'utf8'), modeOf(path)]).toEqual(['all of it', 0o600]);
});

test('a directory that cannot be is a problem with its path', () => {
  const path = join(directory, 'file', 'state');
  writeFileSync(join(directory, 'file'), '');
  const result = prepareStateDirectory(path);
  expect(result).toMatchObject({ ok: false, problems: [{ code: 'state-directory' }] });
  expect(JSON.stringify(result)).toContain(path);
});
