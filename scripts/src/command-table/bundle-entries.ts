import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { burrowCommands } from '../commands/burrow.ts';
import { serviceStatusCommands } from '../commands/service-status.ts';
import { up } from '../commands/up.ts';
import type { LogOptions } from '../compose/compose.ts';
import type { OutputOptions } from '../lib/show-result.ts';
import { type CommandEntry, commandEntry } from './command-entry.ts';
import {
  isNative,
  NATIVE,
  NATIVE_OPTIONS,
  NATIVE_PORT,
  NATIVE_STATE,
  type NativeOptions,
} from './native-options.ts';
import { serviceOf } from './operator-entries.ts';

const DEFAULT_LOG_LINES = 100;

/** Also on its own, as ./scripts/up. */
export const UP = commandEntry<NativeOptions & OutputOptions & { readonly forceOldCoturn: boolean }>({
  name: 'up',
  does: 'Starts Burrow: with Docker where there is an engine, else on this host itself until Ctrl-C.',
  options: [
    {
      ...NATIVE,
      meaning: 'without Docker, with the coturn of the packages of this host; so do all options below',
    },
    NATIVE_PORT,
    {
      flags: '--https',
      meaning: 'serve the page with a self-signed certificate, so that phones on the network have a camera',
      default: false,
    },
    {
      flags: '--force-old-coturn',
      meaning: 'take a coturn that is too old for what it is to do',
      default: false,
    },
    { ...NATIVE_STATE, meaning: 'where to keep secrets and certificate' },
  ],
  exitCodes: { 0: 'every part is healthy', 1: 'a part is not, or nothing was begun because a check failed' },
  run({ options: { state, ...options }, typed }, context) {
    return up({ ...options, stateDirectory: resolve(context.root, state) }, isNative({ typed }), context);
  },
});

export const BUNDLE_ENTRIES: readonly CommandEntry[] = [
  UP,
  commandEntry({
    name: 'down',
    does: 'Stops everything; secrets and certificates are kept.',
    options: [],
    run: ({ options }, context) => burrowCommands(context).down(options),
  }),
  commandEntry<NativeOptions & OutputOptions & { readonly link: boolean }>({
    name: 'status',
    does: 'Shows what runs, where, how it is, and what to open in the firewall; fails when a part is not well.',
    options: [
      {
        flags: '--link',
        meaning: 'print a link to the page that shows the same, signed in: good once, for ten minutes',
        default: false,
      },
      ...NATIVE_OPTIONS,
    ],
    exitCodes: { 0: 'every part is healthy, and nothing is bad (✗)', 1: 'something is, or nothing runs' },
    run(given, context) {
      const service = serviceStatusCommands(context, serviceOf(given, context));
      if (given.options.link) return service.link(given.options);
      return isNative(given) ? service.show(given.options) : burrowCommands(context).status(given.options);
    },
  }),
  commandEntry<Omit<LogOptions, 'parts'> & OutputOptions>({
    name: 'logs',
    does: 'Shows the logs, of all parts or of some.',
    argument: { usage: '[parts...]', meaning: 'keeper, signaling, caddy, edge, turn' },
    options: [
      { flags: '-f, --follow', meaning: 'go on with what is logged from now on', default: false },
      {
        flags: '--lines <number>',
        meaning: 'how many lines of each part',
        default: DEFAULT_LOG_LINES,
        parse: parseLines,
      },
    ],
    run: ({ words, options }, context) => burrowCommands(context).logs({ parts: words, ...options }),
  }),
  commandEntry({
    name: 'rotate',
    does: 'Makes a new secret for relay credentials; no call and no credential breaks.',
    options: [],
    run: ({ options }, context) => burrowCommands(context).rotate(options),
  }),
];

function parseLines(text: string): number {
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected a whole number.');
}
