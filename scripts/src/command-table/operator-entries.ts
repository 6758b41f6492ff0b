import { resolve } from 'node:path';
import type { CommandContext } from '../commands/command-context.ts';
import { type OperatorCommands, operatorCommands } from '../commands/operator.ts';
import { createCompose } from '../compose/compose.ts';
import { bundledService, nativeService } from '../lib/operator-service.ts';
import type { OutputOptions } from '../lib/show-result.ts';
import { type CommandEntry, commandEntry, type Given } from './command-entry.ts';
import { isNative, NATIVE_OPTIONS, type NativeOptions } from './native-options.ts';

/** What is shown instead of a link being made. */
const LIST = 'list';

/** The commands that ask the running service, in the bundle or as `--native` has started it. */
export const OPERATOR_ENTRIES: readonly CommandEntry[] = [
  asking(
    { name: 'credentials', does: 'Shows relay credentials to paste into any page that tests ICE.' },
    (operator, output) => operator.credentials(output),
  ),
  asking({ name: 'reports', does: 'Shows what pages have told of calls that failed.' }, (operator, output) =>
    operator.reports(output),
  ),
  asking(
    {
      name: 'guest',
      does: `Makes a link by which somebody can test calls from where they are; "guest ${LIST}" shows what came of it.`,
      argument: { usage: '[label]', meaning: `what to call the link, or ${LIST}` },
    },
    (operator, output, label) => (label === LIST ? operator.guests(output) : operator.guest(label, output)),
  ),
];

function asking(
  entry: Pick<CommandEntry, 'name' | 'does' | 'argument'>,
  run: (operator: OperatorCommands, output: OutputOptions, label: string) => Promise<number>,
): CommandEntry {
  return commandEntry<NativeOptions & OutputOptions>({
    ...entry,
    options: NATIVE_OPTIONS,
    run(given, context) {
      context.progress('asking the service');
      return run(operatorCommands(context, serviceOf(given, context)), given.options, given.words[0] ?? '');
    },
  });
}

/** The one that the options name: of the bundle, or as `--native` has started it. */
export function serviceOf(
  { options: { port, https, state }, typed }: Given<NativeOptions & OutputOptions>,
  context: CommandContext,
) {
  return isNative({ typed })
    ? nativeService({ port, https, stateDirectory: resolve(context.root, state) }, context)
    : bundledService(createCompose(context));
}
