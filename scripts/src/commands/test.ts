import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { problemLine, type Result, success } from '#keeper/result';
import { packageContext } from '../checks/host.ts';
import { build } from '../lib/build.ts';
import { createSteps, type Steps, secondsText } from '../lib/steps.ts';
import { installerPrefix, installPackages, missingPackages, type Need } from '../lib/system-packages.ts';
import {
  type Failure,
  type FileSummary,
  type SuiteSummary,
  summarizeFiles,
  summarizeVitest,
} from '../lib/vitest-summary.ts';
import type { CommandContext } from './command-context.ts';

export const SUITES = ['unit', 'integration', 'browser', 'company', 'proof', 'lab', 'bundle'] as const;
export type Suite = (typeof SUITES)[number];

/** What takes minutes more: calls of several people, networks, images and engines. */
const SLOW_SUITES: readonly Suite[] = ['company', 'proof', 'lab', 'bundle'];

/**
 * Where real browsers, networks and engines take their time, a machine under load can fail a test that is right. Files
 * with a failure there run once more, alone, and count as they do then; what failed only the first time is named.
 */
const SUITES_WITH_A_SECOND_RUN: readonly Suite[] = [
  ...(['integration', 'browser', 'company', 'proof', 'lab', 'bundle'] as const),
];

/** What is checked without running it, besides the suites. */
const STATIC_CHECKS = [
  { title: 'format and lint', argv: ['biome', 'ci', '.'] },
  { title: 'types', argv: ['tsc', '-b'] },
  { title: 'dead code', argv: ['knip'] },
] as const;

export interface TestOptions {
  /** Null: more than one. */
  readonly only: Suite | null;
  /** The slow ones too. */
  readonly all: boolean;
}

interface CheckSummary extends Pick<SuiteSummary, 'passed' | 'skipped' | 'failures'> {
  /** What a second run made good. */
  readonly failedOnce: readonly Failure[];
}

/** Runs the tests; resolves with the exit code, 0 only when something ran and nothing failed. */
export async function test({ only, all }: TestOptions, context: CommandContext): Promise<number> {
  const steps = createSteps(context);
  const everyday = SUITES.filter((suite) => all || !SLOW_SUITES.includes(suite));
  const suites = only === null ? everyday : [only];
  const prepared = await prepare(suites, context, steps);
  if (!prepared.ok) {
    for (const problem of prepared.problems) context.write(`${problemLine(problem)}\n`);
    return 1;
  }
  const summaries: CheckSummary[] = [];
  if (only === null) {
    for (const { title, argv } of STATIC_CHECKS) summaries.push(await runCheck(title, argv, context));
  }
  for (const suite of suites) summaries.push(await runSuite(suite, context));
  const failures = summaries.flatMap((summary) => summary.failures);
  const passed = summaries.reduce((total, summary) => total + summary.passed, 0);
  for (const failure of summaries.flatMap(({ failedOnce }) => failedOnce))
    context.write(told('failed the first time only', failure, context));
  for (const failure of failures) context.write(told('failed', failure, context));
  context.write(`${passed} passed, ${failures.length} failed\n`);
  return failures.length === 0 && passed > 0 && !context.stop.aborted ? 0 : 1;
}

async function prepare(
  suites: readonly Suite[],
  context: CommandContext,
  steps: Steps,
): Promise<Result<void>> {
  const packages = packageContext(context);
  const needs = suites.filter((suite): suite is Suite & Need => suite !== 'unit');
  const missing = missingPackages(needs, packages.findProgram);
  const installed = await steps.run(
    `packages of the system: ${missing.join(', ') || needs.join(', ')}`,
    async (say) => {
      if (missing.length === 0) {
        say('already there');
        return success(undefined);
      }
      const prefix = await installerPrefix(missing, packages);
      return prefix.ok ? installPackages(missing, prefix.value, packages) : prefix;
    },
  );
  if (!installed.ok) return installed;
  const built = await steps.run('service and page', async (say) => {
    const result = await build(context);
    say(result.ok && result.value.wasBuilt ? 'already built' : 'built');
    return result;
  });
  return built.ok ? success(undefined) : built;
}

async function runCheck(
  title: string,
  argv: readonly string[],
  context: CommandContext,
): Promise<CheckSummary> {
  const startedAt = context.clock.now();
  const { code, output } = await context.run(argv);
  if (code !== 0) context.write(`${output}\n`);
  const took = secondsText(context.clock.now() - startedAt);
  context.write(`${title}: ${code === 0 ? 'passed' : 'failed'} (${took})\n`);
  return {
    passed: 0,
    skipped: 0,
    failures: code === 0 ? [] : [{ name: title, reason: null }],
    failedOnce: [],
  };
}

async function runSuite(suite: Suite, context: CommandContext): Promise<CheckSummary> {
  const startedAt = context.clock.now();
  const summary = await runTwiceWhereFailed(suite, context);
  const { passed, skipped, failures } = summary;
  const took = secondsText(context.clock.now() - startedAt);
  context.write(`${suite}: ${passed} passed, ${failures.length} failed, ${skipped} skipped (${took})\n`);
  return summary;
}

async function runTwiceWhereFailed(suite: Suite, context: CommandContext): Promise<CheckSummary> {
  const first = await runVitest(suite, [], context);
  const hasFailed = ({ failures }: FileSummary) => failures.length > 0;
  const failed = first.files.filter(hasFailed).map(({ path }) => path);
  if (failed.length === 0 || context.stop.aborted || !SUITES_WITH_A_SECOND_RUN.includes(suite))
    return { ...first, failedOnce: [] };
  for (const { name } of first.failures)
    context.write(told('failed, and runs once more', { name, reason: null }, context));
  const second = await runVitest(suite, failed, context);
  // A second run that says nothing of a file has not made it good.
  const again = new Map(second.files.map((file) => [file.path, file]));
  const latest = (file: FileSummary) => (hasFailed(file) ? (again.get(file.path) ?? file) : file);
  const summary = summarizeFiles(first.files.map(latest), second.badEnd);
  const stillFailing = new Set(summary.failures.map(({ name }) => name));
  return { ...summary, failedOnce: first.failures.filter(({ name }) => !stillFailing.has(name)) };
}

async function runVitest(
  suite: Suite,
  files: readonly string[],
  context: CommandContext,
): Promise<SuiteSummary> {
  const directory = mkdtempSync(join(tmpdir(), 'burrow-test-'));
  const reportFile = join(directory, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
    const { code } = await context.run(['vitest', 'run', '--project', suite, ...files, ...reporters], {
      show: context.write,
    });
    return summarizeVitest(readOrNull(reportFile), code);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function told(what: string, { name, reason }: Failure, { root }: CommandContext): string {
  const lines = [`${what}: ${name}`, ...(reason === null ? [] : reason.split('\n'))];
  return `${lines.join('\n    ').replaceAll(`${root}/`, '')}\n`;
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // vitest ended before it wrote its report; the summary counts that as a failure.
    return null;
  }
}
