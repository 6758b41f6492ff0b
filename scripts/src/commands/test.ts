import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { problemLine, type Result, success } from '#keeper/result';
import { packageContext } from '../checks/host.ts';
import { build } from '../lib/build.ts';
import { createSteps, type Steps, secondsText } from '../lib/steps.ts';
import { installerPrefix, installPackages, missingPackages, type Need } from '../lib/system-packages.ts';
import { type SuiteSummary, summarizeVitest } from '../lib/vitest-summary.ts';
import type { CommandContext } from './command-context.ts';

export const SUITES = ['unit', 'integration', 'browser', 'lab', 'bundle'] as const;
export type Suite = (typeof SUITES)[number];

/** What takes minutes more: it builds images and starts engines. */
const SLOW_SUITES: readonly Suite[] = ['bundle'];

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
  const summaries: SuiteSummary[] = [];
  if (only === null) {
    for (const { title, argv } of STATIC_CHECKS) summaries.push(await runCheck(title, argv, context));
  }
  for (const suite of suites) summaries.push(await runSuite(suite, context));
  const sum = (key: keyof SuiteSummary) => summaries.reduce((total, summary) => total + summary[key], 0);
  const [passed, failed] = [sum('passed'), sum('failed')];
  context.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 && passed > 0 && !context.stop.aborted ? 0 : 1;
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
): Promise<SuiteSummary> {
  const startedAt = context.clock.now();
  const { code, output } = await context.run(argv);
  if (code !== 0) context.write(`${output}\n`);
  const took = secondsText(context.clock.now() - startedAt);
  context.write(`${title}: ${code === 0 ? 'passed' : 'failed'} (${took})\n`);
  return { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

async function runSuite(suite: Suite, context: CommandContext): Promise<SuiteSummary> {
  const directory = mkdtempSync(join(tmpdir(), 'burrow-test-'));
  const reportFile = join(directory, 'report.json');
  const startedAt = context.clock.now();
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
    const { code } = await context.run(['vitest', 'run', '--project', suite, ...reporters], {
      show: context.write,
    });
    const summary = summarizeVitest(readOrNull(reportFile), code);
    const { passed, failed, skipped } = summary;
    const took = secondsText(context.clock.now() - startedAt);
    context.write(`${suite}: ${passed} passed, ${failed} failed, ${skipped} skipped (${took})\n`);
    return summary;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // vitest ended before it wrote its report; the summary counts that as a failure.
    return null;
  }
}
