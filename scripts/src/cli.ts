import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError, Option } from 'commander';
import { stayingClock } from '#keeper/clock';
import { burrowCommands } from './commands/burrow.ts';
import type { CommandContext } from './commands/command-context.ts';
import { SUITES, type Suite, test } from './commands/test.ts';
import { up } from './commands/up.ts';
import { spawnChild } from './lib/child.ts';
import { type RunOptions, runProgram } from './lib/run-program.ts';
import { operatorCommandLines } from './operator-command-lines.ts';

const DEFAULT_PORT = 3000;
const HIGHEST_PORT = 65_535;
const DEFAULT_LOG_LINES = 100;

const context = createContext();

/** Options of a start without Docker: who gives one means that. */
const NATIVE_OPTIONS = ['native', 'port', 'https', 'forceOldCoturn', 'state'];

const burrow = burrowCommands(context);

const upCommand = withUpOptions(new Command('./scripts/up'));

const burrowCommand = new Command('./scripts/burrow')
  .description('Runs and looks after Burrow on this host.')
  .addCommand(withUpOptions(new Command('up')))
  .addCommand(
    new Command('down')
      .description('Stops everything; secrets and certificates are kept.')
      .action(async () => {
        process.exitCode = await burrow.down();
      }),
  )
  .addCommand(
    new Command('status')
      .description('Shows what runs, where, and what to open in the firewall; fails when a part is not well.')
      .action(async () => {
        process.exitCode = await burrow.status();
      }),
  )
  .addCommand(
    new Command('logs')
      .description('Shows the logs, of all parts or of some.')
      .argument('[parts...]', 'keeper, signaling, caddy, edge, turn')
      .option('-f, --follow', 'go on with what is logged from now on', false)
      .option('--lines <number>', 'how many lines of each part', parseLines, DEFAULT_LOG_LINES)
      .action(async (parts: string[], { follow, lines }: { follow: boolean; lines: number }) => {
        process.exitCode = await burrow.logs({ parts, follow, lines });
      }),
  )
  .addCommand(
    new Command('rotate')
      .description('Makes a new secret for relay credentials; no call and no credential breaks.')
      .action(async () => {
        process.exitCode = await burrow.rotate();
      }),
  );
for (const command of operatorCommandLines({
  ...{ context, parsePort, defaultPort: DEFAULT_PORT },
  end: (code) => {
    process.exitCode = code;
  },
}))
  burrowCommand.addCommand(command);

const testCommand = new Command('./scripts/test')
  .description('Runs the tests, and installs what they need.')
  .addOption(new Option('--only <suite>', 'run one suite alone').choices(SUITES))
  .option('--all', 'the slow suites as well, as continuous integration does (CI=true)', false)
  .action(async ({ only, all }: { only?: Suite; all: boolean }) => {
    const isCi = process.env.CI === 'true';
    process.exitCode = await test({ only: only ?? null, all: all || isCi }, context);
  });

const [name = '', ...args] = process.argv.slice(2);
const command = { up: upCommand, test: testCommand, burrow: burrowCommand }[name] ?? upCommand;
for (const each of [command, ...command.commands]) {
  each
    .allowExcessArguments(false)
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, '✗ ')) });
}
await command.parseAsync(args, { from: 'user' });

function withUpOptions(named: Command): Command {
  return named
    .description(
      'Starts Burrow: with Docker where there is an engine, else on this host itself until Ctrl-C.',
    )
    .option(
      '--native',
      'without Docker, with the coturn of the packages of this host; so do all options below',
    )
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
      const isNative = NATIVE_OPTIONS.some((option) => named.getOptionValueSource(option) === 'cli');
      process.exitCode = await up({ port, https, forceOldCoturn, stateDirectory }, isNative, context);
    });
}

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

function parseLines(text: string): number {
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected a whole number.');
}
