import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createDocker } from './docker.ts';

const ID = `sha256:${'0a'.repeat(32)}`;

test.each([
  [0, `${ID}\n`, ID],
  [0, `WARNING: no swap limit\n${ID}\n`, ID],
  [1, 'Error: No such image: burrow-turn\n', null],
  [1, `Error: ${ID} is not there\n${ID}\n`, null],
  [null, 'spawn docker ENOENT', null],
])('the identity of a name: %s, %j', async (code, output, identity) => {
  expect(await createDocker(async () => ({ code, output })).identityOf('burrow-turn')).toBe(identity);
});

test('a name that the engine does not give is told with what it says', async () => {
  const asked: (readonly string[])[] = [];
  const answering = (code: number) =>
    createDocker(async (argv) => {
      asked.push(argv);
      return { code, output: 'a warning\nError response from daemon: No such image\n' };
    });
  expect(await answering(0).tag(ID, 'burrow-turn')).toEqual({ ok: true, value: undefined });
  expect(await answering(1).tag(ID, 'burrow-turn')).toMatchObject({
    problems: [
      {
        code: 'engine',
        cause: expect.stringMatching(/burrow-turn; found: Error response from daemon: No such image$/),
      },
    ],
  });
  expect(asked).toEqual(Array(2).fill(['docker', 'tag', ID, 'burrow-turn']));
});

test('no other file of the commands runs docker', () => {
  const root = fileURLToPath(new URL('../', import.meta.url));
  const runs = globSync('**/*.ts', { cwd: root, exclude: (path) => path.endsWith('.test.ts') }).filter(
    (path) => /\[\s*'docker'|spawn\w*\(\s*'docker'/.test(readFileSync(`${root}${path}`, 'utf8')),
  );
  expect(runs).toEqual(['compose/docker.ts']);
});
