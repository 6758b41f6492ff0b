import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod/mini';
import { createKeptRecords } from './kept-records.ts';
import { createRecordFiles } from './record-files.ts';
import { createTestClock } from './testing/test-clock.ts';

const schema = z.strictObject({ untilMs: z.number(), text: z.string() });
let clock = createTestClock();
let logged: object[] = [];
const into = (data: object) => void logged.push(data);
const log = { error: into, warn: into, info: into, debug: into };

beforeEach(() => {
  clock = createTestClock();
  logged = [];
});

function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'burrow-records-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return join(path, 'kept');
}

function records(path: string | null, most = 3) {
  const files = path === null ? null : createRecordFiles(path);
  const keptUntil = ({ untilMs }: { untilMs: number }) => untilMs;
  return createKeptRecords({ kind: 'test', schema, most, keptUntil, files, clock, log });
}

const record = (text: string, lifeMs = 1_000) => ({ untilMs: clock.now() + lifeMs, text });

test('a record is there until its time is over', () => {
  const kept = records(null);
  const one = record('one');
  kept.put('a', one);
  clock.advance(999);
  expect(kept.get('a')).toEqual(one);
  clock.advance(1);
  expect([kept.get('a'), kept.all()]).toEqual([null, []]);
});

test('the file of a record that nobody asks for goes within the hour', () => {
  const path = directory();
  records(path).put('a', record('one'));
  clock.advance(3_599_999);
  expect(readdirSync(path)).toEqual(['a.json']);
  clock.advance(1);
  expect(readdirSync(path)).toEqual([]);
});

test('the oldest goes when there are too many, its file as well', () => {
  const path = directory();
  const kept = records(path, 2);
  for (const name of ['a', 'b', 'c']) kept.put(name, record(name));
  expect(kept.all().map(({ text }) => text)).toEqual(['b', 'c']);
  expect(readdirSync(path).sort()).toEqual(['b.json', 'c.json']);
});

test('another process finds what was kept, the oldest first, but not what is too old by then', () => {
  const path = directory();
  const kept = records(path);
  kept.put('z', record('old', 2_000));
  kept.put('a', record('new', 3_000));
  kept.put('m', record('short', 10));
  clock.advance(20);
  expect(
    records(path)
      .all()
      .map(({ text }) => text),
  ).toEqual(['old', 'new']);
  expect(readdirSync(path).sort()).toEqual(['a.json', 'z.json']);
});

test('files and their directory are for the owner alone', () => {
  const path = directory();
  records(path).put('a', record('one'));
  expect([statSync(path).mode & 0o777, statSync(join(path, 'a.json')).mode & 0o777]).toEqual([0o700, 0o600]);
});

test('damaged files are named in the log and passed over; what else lies there is left alone', () => {
  const path = directory();
  records(path).put('good', record('one'));
  writeFileSync(join(path, 'half.json'), '{"untilMs":');
  writeFileSync(join(path, 'other.json'), '{"untilMs":1,"text":2}');
  writeFileSync(join(path, 'huge.json'), ' '.repeat(70_000));
  writeFileSync(join(path, 'empty.json'), '');
  writeFileSync(join(path, 'half-written.json.new'), '{');
  expect(records(path).all()).toHaveLength(1);
  expect(logged.map((line) => (line as { file: string }).file).sort()).toEqual([
    ...['empty.json', 'half.json', 'huge.json', 'other.json'],
  ]);
  expect(JSON.stringify(logged)).not.toContain('untilMs');
  expect(readdirSync(path)).toHaveLength(6);
});

test('a directory that has gone stops nothing', () => {
  const path = directory();
  const kept = records(path);
  rmSync(path, { recursive: true });
  kept.put('a', record('one'));
  expect(kept.all()).toHaveLength(1);
  expect(logged).toMatchObject([{ kind: 'test', file: 'a.json' }]);
});
