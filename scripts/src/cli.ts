import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, Option } from 'commander';
import { stayingClock } from '#keeper/clock';
import { UP } from './command-table/bundle-entries.ts';
import { COMMAND_TABLE } from './command-table/command-table.ts';
import { runCommand, toCommand } from './command-table/to-command.ts';
import type { CommandContext } from './commands/command-context.ts';
import { SUITES, type Suite, test } from './commands/test.ts';
import { spawnChild } from './lib/child.ts';
import { createProgress } from './lib/progress.ts';
import { type RunOptions, runProgram } from './lib/run-program.ts';

const progress = createProgress(
  process.stderr.isTTY === true ? (text) => process.stderr.write(text) : null,
  stayingClock,
);
const context = createContext();
let exitCode = 0;
const end = (code: number) => {
  exitCode = code;
};

const burrowCommand = new Command('./scripts/burrow').description(
  'Runs and looks after Burrow on this host.',
);
for (const entry of COMMAND_TABLE) burrowCommand.addCommand(toCommand(entry, context, end));

const testCommand = new Command('./scripts/test')
  .description('Runs the tests, and installs what they need.')
  .addOption(new Option('--only <suite>', 'run one suite alone').choices(SUITES))
  .option('--all', 'the slow suites as well, as continuous integration does (CI=true)', false)
  .action(async ({ only, all }: { only?: Suite; all: boolean }) => {
    const isCi = process.env.CI === 'true';
    end(await test({ only: only ?? null, all: all || isCi }, context));
  });

const [name = '', ...words] = process.argv.slice(2);
const upCommand = toCommand(UP, context, end, './scripts/up');
const command = { up: upCommand, test: testCommand, burrow: burrowCommand }[name] ?? upCommand;
process.exitCode = await runCommand(command, words, () => exitCode);
progress.end();

function createContext(): CommandContext {
  // In a container (deploy/cli.yml) the commands are in another place than what they are about.
  const own = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
  const root = process.env.BURROW_DIRECTORY || own;
  const env = {
    ...process.env,
    PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`,
  };
  const stop = stopSignal();
  return {
    root,
    env,
    write(text) {
      progress.clear();
      process.stdout.write(text);
    },
    writeAside(text) {
      progress.clear();
      process.stderr.write(text);
    },
    progress: progress.tell,
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
