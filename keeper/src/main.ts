import { readFileSync, writeFileSync } from 'node:fs';
import closeWithGrace from 'close-with-grace';
import { pino } from 'pino';
import { loggerOptions } from '#signaling/logger-options';
import { stayingClock } from './clock.ts';
import { type KeeperConfig, parseKeeperConfig } from './config/parse-keeper-config.ts';
import { settingProblems } from './config/setting-problems.ts';
import { createKeeper, type Keeper } from './create-keeper.ts';
import { fileProblem } from './file-problem.ts';
import { HEALTH_FILE, READY, STATE } from './paths.ts';
import { composeReport } from './report/compose-report.ts';
import { writeReport } from './report/keep-report.ts';
import type { Problem, Result } from './result.ts';
import { type Summary, summaryLines } from './site/summary.ts';
import { startEventually } from './start-eventually.ts';
import { volumesIn } from './volumes.ts';

let keeper: Keeper | null = null;
closeWithGrace({ logger: false }, ({ err }) => {
  if (err) process.stderr.write(`stopping after an unexpected error: ${err.stack}\n`);
  keeper?.close();
});

const summary = await startEventually({
  async attempt(): Promise<Result<Summary>> {
    const started = await start();
    return started.ok ? started : { ok: false, problems: tellService(started.problems) };
  },
  report(lines) {
    writeFileSync(HEALTH_FILE, lines.join('\n'));
    for (const line of lines) process.stderr.write(`${line}\n`);
  },
  clock: stayingClock,
});
for (const line of summaryLines(summary)) process.stdout.write(`${line}\n`);
writeFileSync(HEALTH_FILE, READY);

function start(): Promise<Result<Summary>> | Result<Summary> {
  const parsed = parseKeeperConfig(process.env, (path) => readFileSync(path, 'utf8'));
  if (!parsed.ok) return { ok: false, problems: settingProblems(parsed.problems) };
  keeper?.close();
  keeper = keeperOf(parsed.config);
  return keeper.start();
}

/** The service may run since before, and its operator look there first. Returns what is wrong in all. */
function tellService(problems: readonly Problem[]): readonly Problem[] {
  try {
    const facts = { now: stayingClock.now(), images: null, edge: null, host: null };
    writeReport(volumesIn(STATE), composeReport({ ...facts, problems }));
    return problems;
  } catch (error) {
    return [...problems, fileProblem(error)];
  }
}

function keeperOf(config: KeeperConfig): Keeper {
  return createKeeper({
    config,
    volumes: volumesIn(STATE),
    policyFile: 'turnserver.conf',
    clock: stayingClock,
    log: pino(loggerOptions(config.logLevel, 'keeper'), { write: (line) => void process.stdout.write(line) }),
  });
}
