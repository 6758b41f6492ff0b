import { type CommandEntry, type CommandOption, EXIT_CODES } from './command-entry.ts';
import { COMMAND_TABLE } from './command-table.ts';
import { JSON_OPTION } from './to-command.ts';

/** The command table as docs/operating.md shows it. */
export function commandDocument(): string {
  return [
    table(
      ['Command', 'Does'],
      COMMAND_TABLE.map(({ name, does }) => [`[\`${name}\`](#${name})`, does]),
    ),
    'Every command ends with one of these codes; where one means more than that, its own heading says so.',
    exitCodes(EXIT_CODES),
    ...COMMAND_TABLE.map(section),
  ].join('\n\n');
}

function section(entry: CommandEntry): string {
  const { name, does, argument, options, exitCodes: own } = entry;
  const usage = ['./scripts/burrow', name, '[options]', ...(argument ? [argument.usage] : [])].join(' ');
  return [
    `### \`${name}\``,
    does,
    `\`${usage}\``,
    table(
      ['Word', 'Means', 'Default'],
      [
        ...(argument ? [[`\`${argument.usage}\``, argument.meaning, '']] : []),
        ...[...options, JSON_OPTION].map(optionRow),
      ],
    ),
    ...(own ? [exitCodes(own)] : []),
  ].join('\n\n');
}

function optionRow({ flags, meaning, default: byDefault }: CommandOption): readonly string[] {
  return [
    `\`${flags}\``,
    meaning,
    byDefault === undefined || byDefault === false ? '' : `\`${String(byDefault)}\``,
  ];
}

function exitCodes(codes: Readonly<Record<number, string>>): string {
  return table(
    ['Exit code', 'Means'],
    Object.entries(codes).map(([code, meaning]) => [code, meaning]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}
