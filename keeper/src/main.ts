import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import closeWithGrace from 'close-with-grace';
import { pino } from 'pino';

import { loggerOptions } from '#signaling/logger-options';
import { stayingClock } from './clock.ts';
import { type KeeperConfig, parseKeeperConfig } from './config/parse-keeper-config.ts';
import { createKeeper } from './create-keeper.ts';
import { READY_FILE, STATE } from './paths.ts';
import { problemLine } from './result.ts';
import { volumesIn } from './volumes.ts';

rmSync(READY_FILE, { force: true });
const config = configOrExit();
const log = pino(loggerOptions(config.logLevel), { write: (line) => void process.stdout.write(line) });
const keeper = createKeeper({
  config,
  volumes: volumesIn(STATE),
  policyFile: 'turnserver.conf',
  clock: stayingClock,
  log,
});

closeWithGrace({ logger: false }, async ({ err }) => {
  if (err) log.error({ err }, 'stopping after an unexpected error');
  keeper.close();
});

const started = await keeper.start();
if (started.ok) {
  writeFileSync(READY_FILE, '');
} else {
  for (const problem of started.problems) process.stderr.write(`${problemLine(problem)}\n`);
  process.exit(1);
}

function configOrExit(): KeeperConfig {
  const parsed = parseKeeperConfig(process.env, (path) => readFileSync(path, 'utf8'));
  if (parsed.ok) return parsed.config;
  for (const problem of parsed.problems) process.stderr.write(`configuration: ${problem.text}\n`);
  process.exit(1);
}
