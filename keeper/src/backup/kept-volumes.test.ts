import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readVolumes } from './read-volumes.ts';
import { isStoredPath, KEPT_VOLUMES, STORED_VOLUMES, type StoredVolumes } from './stored-entry.ts';
import { checkRestored, volumeState, writeVolumes } from './write-volumes.ts';

const CERTIFICATES = 'caddy/certificates/authority/call.example.org';

let top: string;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'burrow-volumes-'));
  for (const host of ['old', 'new'])
    for (const volume of KEPT_VOLUMES) mkdirSync(join(top, host, volume), { recursive: true });
  mkdirSync(join(top, 'scratch'));
});
afterEach(() => rmSync(top, { recursive: true }));

const at = (...names: readonly string[]) => join(top, ...names);
const mode = (...names: readonly string[]) => statSync(at(...names)).mode & 0o7777;
const read = () => readVolumes({ directory: at('old'), scratch: at('scratch') });

function volumesOf(): StoredVolumes {
  const result = read();
  if (!result.ok) throw new Error(result.problems[0]?.cause);
  return result.value;
}

function fill(): DatabaseSync {
  const database = new DatabaseSync(at('old/keeper/turn-secrets.db'));
  database.exec('CREATE TABLE secret (value TEXT)');
  database.exec("INSERT INTO secret VALUES ('first')");
  chmodSync(at('old/keeper/turn-secrets.db'), 0o660);
  writeFileSync(at('old/keeper/resume-key'), 'resume', { mode: 0o640 });
  mkdirSync(at('old/caddy-data', CERTIFICATES), { recursive: true });
  chmodSync(at('old/caddy-data/caddy'), 0o2700);
  writeFileSync(at('old/caddy-data', CERTIFICATES, 'call.example.org.key'), 'key', { mode: 0o600 });
  mkdirSync(at('old/caddy-data/caddy/locks'));
  writeFileSync(at('old/caddy-data/caddy/locks/issue.lock'), 'held');
  writeFileSync(at('old/reports/guest-1.json'), '{}', { mode: 0o600 });
  return database;
}

test('what is read from one host is what the other then has, with the same modes', () => {
  fill().close();
  writeVolumes(at('new'), STORED_VOLUMES.parse(JSON.parse(JSON.stringify(volumesOf()))), 'a');
  expect(readFileSync(at('new/keeper/resume-key'), 'utf8')).toBe('resume');
  expect(readFileSync(at('new/caddy-data', CERTIFICATES, 'call.example.org.key'), 'utf8')).toBe('key');
  expect([
    mode('new/keeper/resume-key'),
    mode('new/keeper/turn-secrets.db'),
    mode('new/caddy-data/caddy'),
    mode('new/caddy-data', CERTIFICATES, 'call.example.org.key'),
    mode('new/reports/guest-1.json'),
  ]).toEqual([0o640, 0o660, 0o2700, 0o600, 0o600]);
  const database = new DatabaseSync(at('new/keeper/turn-secrets.db'));
  expect(database.prepare('SELECT value FROM secret').all()).toEqual([{ value: 'first' }]);
  database.close();
  expect(existsSync(at('new/caddy-data/caddy/locks'))).toBe(false);
  expect(readdirSync(at('scratch'))).toEqual([]);
});

test('of a database all is in it that is done, and nothing that is under way', () => {
  const database = fill();
  // What is done then stands in another file until it is tidied up.
  database.exec('PRAGMA journal_mode = WAL');
  database.exec("UPDATE secret SET value = 'done'");
  database.exec('BEGIN IMMEDIATE');
  database.exec("INSERT INTO secret VALUES ('second')");
  writeVolumes(at('new'), volumesOf(), 'a');
  database.exec('COMMIT');
  database.close();
  const restored = new DatabaseSync(at('new/keeper/turn-secrets.db'));
  expect(restored.prepare('SELECT value FROM secret').all()).toEqual([{ value: 'done' }]);
  restored.close();
});

test('what was there is gone, and the volume is no longer empty', () => {
  fill().close();
  expect(volumeState(at('new'))).toEqual({ isEmpty: true, interrupted: null });
  writeFileSync(at('new/keeper/other'), 'of before');
  expect(volumeState(at('new'))).toEqual({ isEmpty: false, interrupted: null });
  writeVolumes(at('new'), volumesOf(), 'a');
  expect(readdirSync(at('new/keeper'))).toEqual(['resume-key', 'turn-secrets.db']);
});

test('whoever is interrupted leaves a mark with what it was about, and the next one ends it', () => {
  fill().close();
  const { entries } = volumesOf();
  const broken = entries.map((entry) => (entry.volume === 'reports' ? { ...entry, path: 'no/such' } : entry));
  expect(() => writeVolumes(at('new'), { entries: broken }, 'this one')).toThrow(/ENOENT/);
  expect(volumeState(at('new')).interrupted).toBe('this one');
  expect(checkRestored(at('new/keeper'))).toMatchObject({ problems: [{ code: 'restore-unfinished' }] });
  writeVolumes(at('new'), { entries }, 'this one');
  expect(volumeState(at('new'))).toEqual({ isEmpty: false, interrupted: null });
  expect(checkRestored(at('new/keeper'))).toEqual({ ok: true, value: undefined });
});

test('what is neither file nor directory is refused, not followed', () => {
  symlinkSync('/etc/hostname', at('old/reports/link'));
  expect(read()).toMatchObject({ ok: false, problems: [{ code: 'backup-kind' }] });
});

test('more than a deployment can have is refused', () => {
  writeFileSync(at('old/reports/large'), Buffer.alloc(9_000_000));
  expect(read()).toMatchObject({ ok: false, problems: [{ code: 'backup-size' }] });
});

test.each([
  ['a', true],
  ['caddy/certificates/xn--4ca.example/[2001:db8::1].key', true],
  ['', false],
  ['/etc/passwd', false],
  ['../up', false],
  ['a/../../up', false],
  ['a/./b', false],
  ['a//b', false],
  ['a/', false],
  ['a\\b', false],
  ['a\u0000b', false],
  ['a\nb', false],
  ['x'.repeat(256), false],
])('%j is a path inside: %s', (path, isInside) => {
  expect(isStoredPath(path)).toBe(isInside);
});
