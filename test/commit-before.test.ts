import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { commitBefore } from './engine/commit-before.ts';
import { run } from './lab/run.ts';

const DOCKERFILE = `FROM node AS node
COPY service service
COPY --from=build /dist dist
FROM node AS cli
COPY scripts scripts
`;
const AUTHOR = ['-c', 'user.name=Developer', '-c', 'user.email=developer@burrow.test'];

let top: string;
let tree: string;
beforeEach(async () => {
  top = mkdtempSync(join(tmpdir(), 'burrow-commits-'));
  tree = join(top, 'tree');
  mkdirSync(join(tree, 'service', 'testing'), { recursive: true });
  mkdirSync(join(tree, 'scripts'));
  await git('init', '--quiet');
  write('Dockerfile', DOCKERFILE);
  write('.dockerignore', '# Nothing else.\n*\n!service\n**/*.test.ts\n**/testing\n');
});
afterEach(() => rmSync(top, { recursive: true }));

async function git(...words: readonly string[]): Promise<string> {
  return (await run(['git', ...AUTHOR, ...words], { cwd: tree })).stdout.trim();
}

const write = (path: string, text: string) => writeFileSync(join(tree, path), text);

/** Resolves with the commit. */
async function commit(path: string, text: string): Promise<string> {
  write(path, text);
  await git('add', '--all');
  await git('commit', '--quiet', '--message', path);
  return git('rev-parse', 'HEAD');
}

test('it is the newest one with another bundle, whatever documents, tests and commands came after it', async () => {
  await commit('service/main.ts', 'one');
  const before = await commit('service/main.ts', 'two');
  await commit('service/main.ts', 'three');
  for (const path of ['README.md', 'service/main.test.ts', 'service/testing/clock.ts', 'scripts/cli.ts'])
    await commit(path, 'new');
  expect(await commitBefore(tree)).toBe(before);
});

test.each(['service/main.ts', 'docker-compose.yml', 'Dockerfile'])(
  'with a change of %s that is not committed it is the newest of all',
  async (path) => {
    await commit('service/main.ts', 'one');
    const newest = await commit('service/main.ts', 'two');
    write(path, 'three');
    if (path === 'Dockerfile') write(path, `${DOCKERFILE}# Another.\n`);
    expect(await commitBefore(tree)).toBe(newest);
  },
);

test('in a shallow clone there is none', async () => {
  await commit('service/main.ts', 'one');
  await commit('service/main.ts', 'two');
  const shallow = join(top, 'shallow');
  await git('clone', '--quiet', '--depth', '1', `file://${tree}`, shallow);
  expect(await commitBefore(shallow)).toBeNull();
});

test('nor where there is one commit', async () => {
  await commit('service/main.ts', 'one');
  expect(await commitBefore(tree)).toBeNull();
});
