import { expect, test } from 'vitest';
import { failure, success } from '#keeper/result';
import { diskProblems, findEngine, LEAST_COMPOSE, LEAST_ENGINE, versionProblems } from './engine.ts';

const info = JSON.stringify({ ServerVersion: '28.5.2', DockerRootDir: '/var/lib/docker' });
const withPlugin = { version: async () => success('2.40.3') };

test.each([
  ['20.10.0', []],
  ['28.5.2+dfsg4', []],
  ['v20.11.1-ce', []],
  ['20.9.0', ['expected engine 20.10 or newer; found 20.9.0']],
  ['19.03.15', ['expected engine 20.10 or newer; found 19.03.15']],
  ['nonsense', ['expected engine 20.10 or newer; found nonsense']],
])('engine %s', (found, causes) => {
  expect(versionProblems('engine', found, LEAST_ENGINE).map(({ cause }) => cause)).toEqual(causes);
});

test.each([
  ['2.25.0', 0],
  ['v2.40.3-3', 0],
  ['5.0.0', 0],
  ['2.24.3', 1],
  ['1.29.2', 1],
])('compose %s', (found, count) => {
  expect(versionProblems('compose plugin', found, LEAST_COMPOSE)).toHaveLength(count);
});

test('a gigabyte is enough, less is not, and what cannot be known is no problem', () => {
  expect(diskProblems('/d', 1_000_000_000)).toEqual([]);
  expect(diskProblems('/d', null)).toEqual([]);
  expect(diskProblems('/d', 999_999_999)).toMatchObject([
    { code: 'disk-full', cause: 'expected 1000 MB of room in /d; found 999 MB' },
  ]);
});

test('an engine that answers is found, with its version and directory, also after a warning', async () => {
  for (const output of [info, `WARNING: no swap limit\n${info}\n`]) {
    expect(await findEngine(async () => ({ code: 0, output }), withPlugin)).toEqual({
      version: '28.5.2',
      dataDirectory: '/var/lib/docker',
    });
  }
});

test.each([
  [null, 'spawn docker ENOENT', 'there is no Docker on this host'],
  [
    1,
    'permission denied while trying to connect to the Docker daemon socket',
    'this user may not use the Docker engine',
  ],
  [
    1,
    '{}\nCannot connect to the Docker daemon at unix:///x.',
    'the Docker engine does not answer (Cannot connect to the Docker daemon at unix:///x.)',
  ],
])('no engine: %s, %s', async (code, output, none) => {
  expect(await findEngine(async () => ({ code, output }), withPlugin)).toEqual({ none });
});

test('an engine without the plugin is none', async () => {
  const without = { version: async () => failure('compose', 'unknown command', 'Install it.') };
  expect(await findEngine(async () => ({ code: 0, output: info }), without)).toEqual({
    none: 'the Docker engine has no compose plugin',
  });
});
