import { Command, CommanderError, Option } from 'commander';
import type { CommandContext } from '../commands/command-context.ts';
import type { CommandEntry, CommandOption, Given } from './command-entry.ts';

export const JSON_OPTION: CommandOption = {
  flags: '--json',
  meaning: 'for programs: one JSON value on stdout, and no progress',
  default: false,
};

/** What commander ends with when somebody only asked for help. */
const ASKED_FOR_HELP = ['commander.help', 'commander.helpDisplayed', 'commander.version'];
const WRONG_USAGE = 2;

/** @param end what to do with the exit code */
export function toCommand(
  { name, does, argument, options, run }: CommandEntry,
  context: CommandContext,
  end: (code: number) => void,
  shownName: string = name,
): Command {
  const command = new Command(shownName).description(does);
  if (argument !== undefined) command.argument(argument.usage, argument.meaning);
  for (const each of [...options, JSON_OPTION]) command.addOption(toOption(each));
  return command.action(async () => {
    const given = givenTo(command);
    end(await run(given, given.options.json ? { ...context, progress: () => undefined } : context));
  });
}

/** Reads the command line with it; wrong usage is told on stderr and ends with 2. Resolves with the exit code. */
export async function runCommand(
  command: Command,
  words: readonly string[],
  code: () => number,
): Promise<number> {
  for (const each of [command, ...command.commands]) {
    each
      .exitOverride()
      .allowExcessArguments(false)
      .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, '✗ ')) });
  }
  try {
    await command.parseAsync([...words], { from: 'user' });
    return code();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return ASKED_FOR_HELP.includes(error.code) && words.length > 0 ? 0 : WRONG_USAGE;
  }
}

function givenTo(command: Command): Given {
  const options = command.opts();
  const typed = Object.keys(options).filter((name) => command.getOptionValueSource(name) === 'cli');
  return { words: command.args, options: options as Given['options'], typed: new Set(typed) };
}

function toOption({ flags, meaning, default: byDefault, parse }: CommandOption): Option {
  const option = new Option(flags, meaning);
  if (byDefault !== undefined) option.default(byDefault);
  return parse === undefined ? option : option.argParser(parse);
}
