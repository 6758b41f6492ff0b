import { type BackupCommandOptions, backup } from '../commands/backup.ts';
import { type RestoreCommandOptions, restore } from '../commands/restore.ts';
import { type UpgradeCommandOptions, upgrade } from '../commands/upgrade.ts';
import { type CommandEntry, type CommandOption, commandEntry } from './command-entry.ts';

const PASSPHRASE: CommandOption = {
  flags: '--passphrase-file <file>',
  meaning: 'a file whose first line is the passphrase',
};

const YES: CommandOption = { flags: '--yes', meaning: 'without a question', default: false };

/** What moves a deployment: to another host, to another version. */
export const UPGRADE_ENTRIES: readonly CommandEntry[] = [
  commandEntry<BackupCommandOptions>({
    name: 'backup',
    does: 'Puts secrets, certificates, reports and settings into one file; calls go on.',
    argument: { usage: '[file]', meaning: 'where to; without one a name with the date in backups/' },
    options: [{ ...PASSPHRASE, meaning: 'encrypt it: a file whose first line is the passphrase' }],
    run: ({ words, options }, context) => backup(words[0] ?? '', options, context),
  }),
  commandEntry<RestoreCommandOptions>({
    name: 'restore',
    does: 'Makes this host the deployment of a backup; says what is left to do.',
    argument: { usage: '<file>', meaning: 'the backup' },
    options: [
      PASSPHRASE,
      {
        flags: '--replace',
        meaning:
          'take the place of a deployment that is here; it goes into a backup first, and its calls end',
        default: false,
      },
      YES,
    ],
    run: ({ words, options }, context) => restore(words[0] ?? '', options, context),
  }),
  commandEntry<UpgradeCommandOptions>({
    name: 'upgrade',
    does: 'Brings what runs to the version of this directory, and back by itself when anything of it fails.',
    options: [YES],
    exitCodes: {
      0: 'this version runs, and a byte was relayed',
      1: 'what ran before runs as before, or the last line says what to do',
    },
    run: ({ options }, context) => upgrade(options, context),
  }),
];
