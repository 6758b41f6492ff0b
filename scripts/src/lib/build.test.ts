import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { build } from './build.ts';

let root: string;
let ran: string[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'burrow-build-'));
  ran = [];
  write('package.json', '{}');
  write('signaling/src/main.ts', 'let a;');
  write('web/src/main.tsx', 'let b;');
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function run(code = 0, output = 'web/src/main.tsx(1,1): error TS1005: no.\nmore\n') {
  return build({
    ...{ root, env: { PATH: '/bin', NODE_ENV: 'test' } },
    async run([program = '', ...args], { env } = {}) {
      expect(env).toEqual({ PATH: '/bin', NODE_ENV: 'production' });
      ran.push([program.split('/').at(-1), ...args].join(' '));
      write('signaling/dist/main.js', 'built');
      write('web/dist/index.html', 'built');
      return { code, output };
    },
  });
}

test('what is built of the same sources is not built again', async () => {
  expect(await run()).toEqual({ ok: true, value: { wasBuilt: false } });
  expect(ran).toEqual(['tsc -b signaling', 'vite build web --logLevel warn']);
  expect(await run()).toEqual({ ok: true, value: { wasBuilt: true } });
  write('web/src/main.test.ts', 'a test is in no build');
  expect(await run()).toEqual({ ok: true, value: { wasBuilt: true } });
  expect(ran).toHaveLength(2);
});

test.each([
  ['a changed source', () => write('web/src/main.tsx', 'let c;')],
  ['a new source', () => write('protocol/src/new.ts', '')],
  ['a removed source', () => rmSync(join(root, 'web/src/main.tsx'))],
  ['a removed output', () => rmSync(join(root, 'web/dist'), { recursive: true })],
])('%s is built again', async (_, change) => {
  await run();
  change();
  expect(await run()).toEqual({ ok: true, value: { wasBuilt: false } });
});

test('a build that fails is a problem with its first error, and is tried again', async () => {
  expect(await run(2)).toMatchObject({
    ok: false,
    problems: [{ cause: 'building failed in "tsc -b signaling": web/src/main.tsx(1,1): error TS1005: no' }],
  });
  expect(ran).toEqual(['tsc -b signaling']);
  expect(await run()).toEqual({ ok: true, value: { wasBuilt: false } });
});

test('of a page that does not build the cause is told, not the headings above it', async () => {
  const said =
    'error during build:\nBuild failed with 1 error:\n\n[plugin burrow:x]\nRolldownError: too large\n  at y';
  expect(await run(1, said)).toMatchObject({
    problems: [{ cause: 'building failed in "tsc -b signaling": RolldownError: too large' }],
  });
});
