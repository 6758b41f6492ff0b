import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ProgramRun, RunProgram } from '../lib/run-program.ts';
import { SYSTEM_PROGRAMS } from '../lib/system-packages.ts';
import { createManualClock } from '../lib/testing/manual-clock.ts';
import type { CommandContext } from './command-context.ts';
import { test as runTests, type Suite } from './test.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'burrow-test-command-'));
  for (const output of ['signaling/dist/main.js', 'web/dist/index.html', 'bin/turnserver']) {
    mkdirSync(join(root, output, '..'), { recursive: true });
    writeFileSync(join(root, output), '', { mode: 0o755 });
  }
});
afterEach(() => rmSync(root, { recursive: true }));

/** One file of tests, by whether each has passed. */
function report(...outcomes: boolean[]): string {
  const assertionResults = outcomes.map((good, index) => ({
    ...{ status: good ? 'passed' : 'failed', fullName: `test ${index}` },
    failureMessages: good ? [] : [`Error: no\n    at ${root}/a.test.ts:1`],
  }));
  const status = outcomes.every((good) => good) ? 'passed' : 'failed';
  return JSON.stringify({ testResults: [{ name: `${root}/a.test.ts`, status, assertionResults }] });
}

/** A machine on which every program succeeds, but for those in `outcomes`; each suite has three good tests. */
async function run(
  only: Suite | null,
  outcomes: Readonly<Record<string, Partial<ProgramRun> & { report?: string }>> = {},
  all = false,
) {
  let written = '';
  const ran: string[] = [];
  const programs: RunProgram = async (argv) => {
    const command = argv.map((word) => word.replace(`${root}/node_modules/.bin/`, '')).join(' ');
    ran.push(command.replace(/ --reporter.*/, ''));
    const outcome = Object.entries(outcomes).find(([start]) => command.startsWith(start))?.[1];
    const reportFile = /--outputFile\.json=(\S+)/.exec(command)?.[1];
    const text = outcome?.report ?? report(true, true, true);
    if (reportFile !== undefined && text !== '') writeFileSync(reportFile, text);
    return { code: 0, output: '', ...outcome };
  };
  const everyProgram = SYSTEM_PROGRAMS.map(({ program }) => program);
  for (const program of everyProgram) writeFileSync(join(root, 'bin', program), '', { mode: 0o755 });
  const context: CommandContext = {
    root,
    env: { PATH: join(root, 'bin') },
    write: (text) => {
      written += text;
    },
    writeAside: () => undefined,
    progress: () => undefined,
    clock: createManualClock().clock,
    run: programs,
    spawn: () => {
      throw new Error('tests watch over nothing');
    },
    isRoot: true,
    hasTerminal: false,
    stop: new AbortController().signal,
  };
  const exitCode = await runTests({ only, all }, context);
  return { exitCode, ran, last: written.trimEnd().split('\n').at(-1), written };
}

test('the everyday suites run in order, and the last line has the sums', async () => {
  const { exitCode, ran, last } = await run(null);
  expect(ran).toEqual([
    'tsc -b signaling',
    'vite build web --logLevel warn',
    'biome ci .',
    'tsc -b',
    'knip',
    ...['unit', 'integration', 'browser'].map((suite) => `vitest run --project ${suite}`),
  ]);
  expect([exitCode, last]).toEqual([0, '9 passed, 0 failed']);
});

test('the slow suites run only when everything is asked for', async () => {
  const { ran, last } = await run(null, {}, true);
  expect(ran.slice(-4)).toEqual(
    ['company', 'proof', 'lab', 'bundle'].map((suite) => `vitest run --project ${suite}`),
  );
  expect(last).toBe('21 passed, 0 failed');
  expect((await run('bundle')).ran.at(-1)).toBe('vitest run --project bundle');
});

test('one suite alone runs without the others and without the static checks', async () => {
  const { exitCode, ran, last, written } = await run('unit');
  expect(ran.slice(2)).toEqual(['vitest run --project unit']);
  expect([exitCode, last]).toEqual([0, '3 passed, 0 failed']);
  expect(written).toContain('unit: 3 passed, 0 failed, 0 skipped (0.0 s)');
});

test('failures of a suite, a crash of another and a failed check add up, and the rest still runs', async () => {
  const { exitCode, last, written } = await run(null, {
    'biome ci': { code: 1, output: 'file.ts:1:1 lint' },
    'vitest run --project unit': { code: 1, report: report(true, false, true) },
    'vitest run --project browser': { code: null, report: '' },
  });
  expect([exitCode, last]).toEqual([1, '5 passed, 3 failed']);
  expect(written).toContain('file.ts:1:1 lint');
  expect(written).toContain('\nfailed: a.test.ts > test 1\n    Error: no\n        at a.test.ts:1\n');
});

test('a file that fails among real browsers runs once more, and counts as it does then', async () => {
  const lab = { code: 1, report: report(true, false, false) };
  const [again, more] = [`vitest run --project lab ${root}/a.test.ts`, ' runs once more: a.test.ts > test '];
  const better = await run('lab', {
    [again]: { code: 1, report: report(true, true, false) },
    'vitest run': lab,
  });
  expect(better.ran.at(-1)).toBe(again);
  expect(better.written).toContain(`${more}1\nfailed, and${more}2\n`);
  expect(better.written).toContain(
    '\nfailed the first time only: a.test.ts > test 1\n    Error: no\n        at a.test.ts:1\nfailed: a.test.ts > test 2\n',
  );
  expect([better.exitCode, better.last]).toEqual([1, '2 passed, 1 failed']);
  const good = await run('lab', { [again]: { code: 0 }, 'vitest run': lab });
  expect([good.exitCode, good.last]).toEqual([0, '3 passed, 0 failed']);
});

test('a second run that ends badly, or says nothing of the file, makes nothing good', async () => {
  const lab = { code: 1, report: report(true, false) };
  const again = `vitest run --project lab ${root}/a.test.ts`;
  const silent = await run('lab', { [again]: { code: null, report: '' }, 'vitest run': lab });
  expect([silent.exitCode, silent.last]).toEqual([1, '1 passed, 2 failed']);
  const badEnd = await run('lab', { [again]: { code: 1, report: report(true, true) }, 'vitest run': lab });
  expect([badEnd.exitCode, badEnd.last]).toEqual([1, '2 passed, 1 failed']);
});

test('what needs neither browser nor network has one run', async () => {
  const { ran, exitCode } = await run('unit', { 'vitest run': { code: 1, report: report(false) } });
  expect([exitCode, ran.filter((command) => command.startsWith('vitest'))]).toEqual([
    1,
    ['vitest run --project unit'],
  ]);
});

test('a suite with nothing in it is no success', async () => {
  const { exitCode, last } = await run('browser', {
    'vitest run': { report: '{"testResults":[]}' },
  });
  expect([exitCode, last]).toEqual([1, '0 passed, 1 failed']);
});

test('a build that fails ends it with one line, and no test runs', async () => {
  const output = 'signaling/src/main.ts(1,1): error TS1005: ";" expected.\n';
  const { exitCode, ran, last } = await run(null, { 'tsc -b signaling': { code: 2, output } });
  expect(exitCode).toBe(1);
  expect(ran).toEqual(['tsc -b signaling']);
  expect(last).toMatch(
    /^✗ building failed in "tsc -b signaling": signaling\/src\/main\.ts\(1,1\): error TS1005/,
  );
});
