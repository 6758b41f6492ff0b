import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import closeWithGrace from 'close-with-grace';
import { config as loadEnvFile } from 'dotenv';
import { pino } from 'pino';
import { type Config, parseConfig } from './config/parse-config.ts';
import { systemClock } from './core/clock.ts';
import { createService } from './create-service.ts';
import { loggerOptions } from './logger-options.ts';

/** Why 5 s: closing takes milliseconds; what hangs longer would hang for ever. */
const SHUTDOWN_LIMIT_MS = 5_000;

loadEnvFile({ quiet: true });
const config = configOrExit();
// Not pino's own destination: once the reader of the log is gone, that one never lets the process end.
const log = pino(loggerOptions(config.logLevel, 'signaling'), {
  write: (line) => void process.stdout.write(line),
});
process.stdout.on('error', serveWithoutLog);
const tls = config.tls && {
  cert: readFileSync(config.tls.certFile, 'utf8'),
  key: readFileSync(config.tls.keyFile, 'utf8'),
};
const service = createService({
  ...{ config, tls, ownNetworks: ownNetworks(), clock: systemClock, log },
  nodeVersion: process.versions.node,
});

closeWithGrace({ delay: SHUTDOWN_LIMIT_MS, logger: false }, async ({ err, signal }) => {
  if (err) log.error({ err }, 'stopping after an unexpected error');
  else log.info({ signal }, 'stopping');
  await service.close();
  log.info({}, 'stopped');
});

try {
  const port = await service.listen();
  log.info({ port, host: config.listenHost, https: tls !== null }, 'listening');
} catch (error) {
  log.error({ err: error, port: config.port, host: config.listenHost }, 'cannot listen');
  process.exit(1);
}

/** Every problem at once, one line each, for the person who edits the configuration. */
function configOrExit(): Config {
  const parsed = parseConfig(process.env, (path) => readFileSync(path, 'utf8'));
  if (parsed.ok) return parsed.config;
  for (const problem of parsed.problems) process.stderr.write(`configuration: ${problem.text}\n`);
  process.exit(1);
}

function ownNetworks(): string[] {
  const interfaces = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return interfaces.flatMap(({ cidr }) => cidr ?? []);
}

/** Whoever read the log has gone (EPIPE); calls go on all the same, and there is nobody to tell. */
function serveWithoutLog(): void {
  log.level = 'silent';
}
