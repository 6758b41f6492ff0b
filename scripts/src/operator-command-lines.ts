import { resolve } from 'node:path';
import { Command } from 'commander';
import type { CommandContext } from './commands/command-context.ts';
import { type OperatorCommands, type OutputOptions, operatorCommands } from './commands/operator.ts';
import { createCompose } from './compose/compose.ts';
import { bundledService, nativeService } from './lib/operator-service.ts';

export interface OperatorCommandLineOptions {
  readonly context: CommandContext;
  readonly parsePort: (text: string) => number;
  readonly defaultPort: number;
  /** What to do with the exit code of a command. */
  readonly end: (code: number) => void;
}

/** Options that only a Burrow without Docker has: who gives one means that. */
const NATIVE_OPTIONS = ['native', 'port', 'https', 'state'];

/** What is shown instead of a link being made. */
const LIST = 'list';

/** The commands that ask the running service, in the bundle or as `--native` has started it. */
export function operatorCommandLines(options: OperatorCommandLineOptions): readonly Command[] {
  const { context, parsePort, defaultPort, end } = options;
  return [
    asking(
      new Command('credentials').description(
        'Shows relay credentials to paste into any page that tests ICE.',
      ),
      (operator, output) => operator.credentials(output),
    ),
    asking(
      new Command('reports').description('Shows what pages have told of calls that failed.'),
      (operator, output) => operator.reports(output),
    ),
    asking(
      new Command('guest')
        .description(
          `Makes a link by which somebody can test calls from where they are; "guest ${LIST}" shows what came of it.`,
        )
        .argument('[label]', `what to call the link, or ${LIST}`, ''),
      (operator, output, label) => (label === LIST ? operator.guests(output) : operator.guest(label, output)),
    ),
  ];

  function asking(
    named: Command,
    run: (operator: OperatorCommands, output: OutputOptions, label: string) => Promise<number>,
  ): Command {
    return named
      .option('--json', 'for programs', false)
      .option('--native', 'of a Burrow without Docker; so do all options below')
      .option('--port <number>', 'the port of the page', parsePort, defaultPort)
      .option('--https', 'the page is served with a self-signed certificate', false)
      .option('--state <directory>', 'where secrets and certificate are kept', '.burrow')
      .action(async () => {
        const { json, port, https, state } = named.opts();
        const isNative = NATIVE_OPTIONS.some((option) => named.getOptionValueSource(option) === 'cli');
        const service = isNative
          ? nativeService({ port, https, stateDirectory: resolve(context.root, state) }, context)
          : bundledService(createCompose(context));
        end(await run(operatorCommands(context, service), { json }, named.args[0] ?? ''));
      });
  }
}
