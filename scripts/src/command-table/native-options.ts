import { InvalidArgumentError } from 'commander';
import type { CommandOption, Given } from './command-entry.ts';

/** Where a Burrow without Docker is, as its options say. */
export interface NativeOptions {
  readonly port: number;
  readonly https: boolean;
  readonly state: string;
}

const DEFAULT_PORT = 3000;
const HIGHEST_PORT = 65_535;

export const NATIVE: CommandOption = {
  flags: '--native',
  meaning: 'of a Burrow without Docker; so do all options below',
};

export const NATIVE_PORT: CommandOption = {
  flags: '--port <number>',
  meaning: 'the port of the page',
  default: DEFAULT_PORT,
  parse: parsePort,
};

export const NATIVE_STATE: CommandOption = {
  flags: '--state <directory>',
  meaning: 'where secrets and certificate are kept',
  default: '.burrow',
};

/** Of the commands that ask a running Burrow, with the names that `up` has for them. */
export const NATIVE_OPTIONS: readonly CommandOption[] = [
  NATIVE,
  NATIVE_PORT,
  { flags: '--https', meaning: 'the page is served with a self-signed certificate', default: false },
  NATIVE_STATE,
];

const NAMES = ['native', 'port', 'https', 'forceOldCoturn', 'state'];

/** Who gives an option that only a Burrow without Docker has means that. */
export function isNative({ typed }: Pick<Given, 'typed'>): boolean {
  return NAMES.some((name) => typed.has(name));
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= HIGHEST_PORT) return port;
  throw new InvalidArgumentError(`Expected a port from 1 to ${HIGHEST_PORT}.`);
}
