import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError, Option } from 'commander';
import { stayingClock } from '#keeper/clock';
import type { CommandContext } from './commands/command-context.ts';
import { SUITES, type Suite, test } from './commands/test.ts';
import { up } from './commands/up.ts';
import { spawnChild } from './lib/child.ts';
import { type RunOptions, runProgram } from './lib/run-program.ts';

const DEFAULT_PORT = 3000;
const HIGHEST_PORT = 65_535;

const context = createContext();

const upCommand = new Command('./scripts/up')
  .description('Starts Burrow on this host and keeps it running until Ctrl-C.')
  .option('--native', 'run on this host itself, with the coturn of its packages (the default)')
  .option('--port <number>', 'the port of the page', parsePort, DEFAULT_PORT)
  .option(
    '--https',
    'serve the page with a self-signed certificate, so that phones on the network have a camera',
    false,
  )
  .option('--force-old-coturn', 'take a coturn that is too old for what it is to do', false)
  .option('--state <directory>', 'where to keep secrets and certificate', '.burrow')
  .action(async ({ port, https, forceOldCoturn, state }) => {
    const stateDirectory = resolve(context.root, state);
    process.exitCode = await up({ port, https, forceOldCoturn, stateDirectory }, context);
  });

const testCommand = new Command('./scripts/test')
  .description('Runs the tests, and installs what they need.')
  .addOption(new Option('--only <suite>', 'run one suite alone').choices(SUITES))
  .option('--all', 'the slow suites as well, as continuous integration does (CI=true)', false)
  .action(async ({ only, all }: { only?: Suite; all: boolean }) => {
    const isCi = process.env.CI === 'true';
    process.exitCode = await test({ only: only ?? null, all: all || isCi }, context);
  });

const [name, ...args] = process.argv.slice(2);
const command = name === 'test' ? testCommand : upCommand;
await command
  .allowExcessArguments(false)
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, '✗ ')) })
  .parseAsync(args, { from: 'user' });

function createContext(): CommandContext {
  const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
  const env = {
    ...process.env,
    PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`,
  };
  const stop = stopSignal();
  return {
    root,
    env,
    write: (text) => process.stdout.write(text),
    clock: stayingClock,
    run: (argv, options: RunOptions = {}) => runProgram(argv, { cwd: root, env, signal: stop, ...options }),
    spawn: spawnChild,
    isRoot: process.getuid?.() === 0,
    hasTerminal: process.stdin.isTTY === true,
    stop,
  };
}

/** Aborts at the first of the signals that mean "end"; the second one ends at once. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(1);
      controller.abort();
    });
  }
  // Whoever reads the output has gone, as with "| head".
  process.stdout.on('error', () => controller.abort());
  return controller.signal;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= HIGHEST_PORT) return port;
  throw new InvalidArgumentError(`Expected a port from 1 to ${HIGHEST_PORT}.`);
}
