import { Command } from 'commander';
import { expect, test } from 'vitest';
import type { CommandContext } from '../commands/command-context.ts';
import { createManualClock } from '../lib/testing/manual-clock.ts';
import { commandEntry, type Given } from './command-entry.ts';
import { COMMAND_TABLE } from './command-table.ts';
import { runCommand, toCommand } from './to-command.ts';

const SHARED_EXIT_CODES = ['0', '1'];

function run(words: readonly string[]) {
  const progress: string[] = [];
  const given: Given[] = [];
  const context: CommandContext = {
    ...{ root: '/', env: {}, write: () => undefined, writeAside: () => undefined },
    ...{ progress: (text: string) => progress.push(text), clock: createManualClock().clock },
    run: async () => ({ code: 0, output: '' }),
    spawn: () => {
      throw new Error('nothing is spawned');
    },
    ...{ isRoot: false, hasTerminal: false, stop: new AbortController().signal },
  };
  const entry = commandEntry({
    ...{ name: 'look', does: 'Looks.', argument: { usage: '[where...]', meaning: 'where' } },
    options: [{ flags: '--far <metres>', meaning: 'how far', default: 3, parse: Number }],
    async run(what, { progress: tell }) {
      tell('looking');
      given.push(what);
      return 1;
    },
  });
  let code = 0;
  const top = new Command('burrow').configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
  const command = toCommand(entry, context, (ended) => {
    code = ended;
  });
  top.addCommand(command.copyInheritedSettings(top));
  return { ended: runCommand(top, words, () => code), given, progress };
}

test('a command gets its words, its options, and which of them were typed', async () => {
  const { ended, given, progress } = run(['look', 'here', 'there', '--far', '7']);
  expect(await ended).toBe(1);
  expect(given).toEqual([
    { words: ['here', 'there'], options: { far: 7, json: false }, typed: new Set(['far']) },
  ]);
  expect(progress).toEqual(['looking']);
});

test('programs get no progress', async () => {
  const { ended, given, progress } = run(['look', '--json']);
  await ended;
  expect([given[0]?.options.json, progress]).toEqual([true, []]);
});

test.each([
  ['an unknown command', ['listen'], 2],
  ['an unknown option', ['look', '--near'], 2],
  ['an option without its value', ['look', '--far'], 2],
  ['no command', [], 2],
  ['help', ['--help'], 0],
  ['help of a command', ['look', '--help'], 0],
])('%s: nothing is done', async (_, words, code) => {
  const { ended, given } = run(words);
  expect([await ended, given]).toEqual([code, []]);
});

test('the table has each name once, and no word that every command has', () => {
  const names = COMMAND_TABLE.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { name, does, options, exitCodes = {} } of COMMAND_TABLE) {
    expect(does, name).toMatch(/^[A-Z].*\.$/);
    expect(options.map(({ flags }) => flags).join(), name).not.toContain('--json');
    for (const code of Object.keys(exitCodes))
      expect([...SHARED_EXIT_CODES, '3', '130'], name).toContain(code);
  }
});
