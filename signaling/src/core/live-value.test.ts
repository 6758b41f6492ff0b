import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createLiveValue } from './live-value.ts';
import { createWatchedFile, type WatchedFile } from './watched-file.ts';

const parse = (text: string) => (text.trim().length >= 6 ? text.trim() : null);

/** A file in memory, which counts how often it is read, and a log of levels. */
function setUp() {
  const state = { text: 'first secret', version: 1, reads: 0, problem: null as string | null };
  const file: WatchedFile = {
    path: '/run/turn-secret',
    version() {
      if (state.problem === 'missing') throw new Error('ENOENT');
      return String(state.version);
    },
    read() {
      state.reads++;
      if (state.problem === 'forbidden') throw new Error('EACCES');
      return state.text;
    },
  };
  const logged: string[] = [];
  const at = (level: string) => (data: object) => void logged.push(`${level} ${JSON.stringify(data)}`);
  const log = { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
  const secret = createLiveValue({ initial: 'first secret', file, parse, name: 'TURN_SECRET', log });
  const change = (text: string) => Object.assign(state, { text, version: state.version + 1, problem: null });
  const levels = () => logged.splice(0).map((line) => line.split(' ')[0]);
  return { secret, state, change, logged, levels };
}

test('a changed file gives its secret at once, and is read once', () => {
  const { secret, state, change, levels } = setUp();
  expect([secret(), secret(), secret()]).toEqual(Array(3).fill('first secret'));
  expect(state.reads).toBe(1);
  expect(levels()).toEqual([]);
  change('second secret\n');
  expect([secret(), secret()]).toEqual(Array(2).fill('second secret'));
  expect(state.reads).toBe(2);
  expect(levels()).toEqual(['info']);
});

test('a secret that was changed between the start and the first credential is seen', () => {
  const { secret, state } = setUp();
  state.text = 'second secret';
  expect(secret()).toBe('second secret');
});

test.each(['', 'short', '   \n'])(
  'unfit content (%j) keeps the last good secret and is one error',
  (text) => {
    const { secret, change, levels } = setUp();
    secret();
    change(text);
    expect([secret(), secret()]).toEqual(Array(2).fill('first secret'));
    expect(levels()).toEqual(['error']);
    change('third secret');
    expect(secret()).toBe('third secret');
    expect(levels()).toEqual(['info']);
  },
);

test.each(['missing', 'forbidden'])('a %s file keeps the last good secret and is one error', (problem) => {
  const { secret, state, change, levels } = setUp();
  secret();
  state.version++;
  state.problem = problem;
  expect([secret(), secret(), secret()]).toEqual(Array(3).fill('first secret'));
  expect(levels()).toEqual(['error']);
  change('third secret');
  expect(secret()).toBe('third secret');
});

test('no secret is logged, neither a good one nor a bad one', () => {
  const { secret, change, logged } = setUp();
  for (const text of ['second secret', 'bad', 'third secret']) {
    change(text);
    secret();
  }
  expect(logged).toHaveLength(3);
  expect(logged.join()).not.toMatch(/second|bad|third/);
});

test('a real file is seen to change when it is written anew, replaced, or gone', () => {
  const directory = mkdtempSync(join(tmpdir(), 'burrow-secret-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const path = join(directory, 'turn-secret');
  const file = createWatchedFile(path);
  writeFileSync(path, 'first secret');
  const versions = [file.version(), file.version()];
  expect(versions[0]).toBe(versions[1]);
  writeFileSync(path, 'second and longer secret');
  versions.push(file.version());
  writeFileSync(`${path}.new`, 'third and as long secret');
  renameSync(`${path}.new`, path);
  versions.push(file.version());
  expect(new Set(versions).size).toBe(3);
  expect(file.read()).toBe('third and as long secret');
  rmSync(path);
  expect(() => file.version()).toThrow('ENOENT');
});
