import type { CommandContext } from '../commands/command-context.ts';
import type { OutputOptions } from '../lib/show-result.ts';

/** One command of ./scripts/burrow, once: help, docs/operating.md and the command line are made from it. */
export interface CommandEntry<Options extends OutputOptions = OutputOptions> {
  readonly name: string;
  /** What it does; one sentence. */
  readonly does: string;
  readonly argument?: CommandArgument;
  /** Besides `--json` and `--help`, which every command has. */
  readonly options: readonly CommandOption[];
  /** What its exit codes mean where that says more than `EXIT_CODES`. */
  readonly exitCodes?: Readonly<Record<number, string>>;
  /** Resolves with the exit code. */
  readonly run: (given: Given<Options>, context: CommandContext) => Promise<number>;
}

export interface CommandArgument {
  /** As commander writes it: `<needed>`, `[one]` or `[several...]`. */
  readonly usage: string;
  readonly meaning: string;
}

export interface CommandOption {
  /** As commander writes it, such as `-f, --follow` or `--lines <number>`. */
  readonly flags: string;
  readonly meaning: string;
  readonly default?: string | number | boolean;
  /** Throws commander's InvalidArgumentError for what it refuses. */
  readonly parse?: (text: string) => unknown;
}

/** What a person has typed. */
export interface Given<Options extends OutputOptions = OutputOptions> {
  readonly words: readonly string[];
  readonly options: Options;
  /** Names of the options that stand on the command line; the others have their defaults. */
  readonly typed: ReadonlySet<string>;
}

/** Of every command. */
export const EXIT_CODES: Readonly<Record<number, string>> = {
  0: 'all is well; also when it was told to stop (Ctrl-C) and that is how it ends',
  1: 'it failed, or something is found to be wrong; each line says what was expected, what was found and what to do',
  2: 'it was called wrongly, and nothing has been done',
};

/** The options are those of its own table row, so they have the types that its `run` expects. */
export function commandEntry<Options extends OutputOptions>(entry: CommandEntry<Options>): CommandEntry {
  return entry as unknown as CommandEntry;
}
