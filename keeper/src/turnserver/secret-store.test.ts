import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { storeTurnSecrets } from './secret-store.ts';

const SECRET = 'a'.repeat(43);
let directory: string;
let path: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'burrow-secret-'));
  path = join(directory, 'turndb');
});
afterEach(() => rmSync(directory, { recursive: true }));

function rows(): unknown {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return database.prepare('SELECT realm, value FROM turn_secret').all();
  } finally {
    database.close();
  }
}

test('the secret is the only one in the table, also after a second start and a new secret', () => {
  expect(storeTurnSecrets({ path, realm: 'burrow', secrets: ['b'.repeat(43)] })).toMatchObject({ ok: true });
  expect(storeTurnSecrets({ path, realm: 'burrow', secrets: [SECRET] })).toMatchObject({ ok: true });
  expect(storeTurnSecrets({ path, realm: 'burrow', secrets: [SECRET] })).toMatchObject({ ok: true });
  expect(rows()).toEqual([{ realm: 'burrow', value: SECRET }]);
});

test('several secrets stand beside each other until they are left out', () => {
  const [old, fresh] = ['b'.repeat(43), SECRET];
  storeTurnSecrets({ path, realm: 'burrow', secrets: [old] });
  storeTurnSecrets({ path, realm: 'burrow', secrets: [fresh, old] });
  expect(rows()).toHaveLength(2);
  storeTurnSecrets({ path, realm: 'burrow', secrets: [fresh] });
  expect(rows()).toEqual([{ realm: 'burrow', value: fresh }]);
});

test('only the owner may read the file, also when others could before', () => {
  writeFileSync(path, '');
  chmodSync(path, 0o644);
  storeTurnSecrets({ path, realm: 'burrow', secrets: [SECRET] });
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test.each([
  ['empty', ''],
  ['a placeholder', 'CHANGE_ME'],
  ['one character short', 'a'.repeat(31)],
  ['too long for the column', 'a'.repeat(128)],
  ['with a blank', `${'a'.repeat(40)} b`],
  ['with a line end', `${SECRET}\n`],
  ['with a quote', `${SECRET}'`],
])('a secret that is %s is refused and not shown', (_, secret) => {
  const result = storeTurnSecrets({ path, realm: 'burrow', secrets: [secret] });
  expect(result).toMatchObject({ ok: false, problems: [{ code: 'weak-turn-secret' }] });
  if (secret !== '') expect(JSON.stringify(result)).not.toContain(secret.trim());
});

test('the shortest and the longest are taken', () => {
  expect(storeTurnSecrets({ path, realm: 'burrow', secrets: ['a'.repeat(32)] })).toMatchObject({ ok: true });
  expect(storeTurnSecrets({ path, realm: 'burrow', secrets: ['a'.repeat(127)] })).toMatchObject({ ok: true });
});

test('a file that is no database, or in no directory, is a problem with its path', () => {
  writeFileSync(path, 'no database, but long enough to be looked at as one'.repeat(20));
  for (const bad of [path, join(directory, 'none', 'turndb')]) {
    const result = storeTurnSecrets({ path: bad, realm: 'burrow', secrets: [SECRET] });
    expect(result).toMatchObject({ ok: false, problems: [{ code: 'secret-store' }] });
    expect(JSON.stringify(result)).toContain(bad);
  }
});
