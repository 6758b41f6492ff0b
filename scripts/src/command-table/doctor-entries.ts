import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { doctor } from '../commands/doctor.ts';
import { doctorRemote } from '../commands/doctor-remote.ts';
import { FIREWALLS, type Firewall } from '../doctor/firewall-rules.ts';
import type { OutputOptions } from '../lib/show-result.ts';
import { type CommandEntry, commandEntry } from './command-entry.ts';
import { isNative, NATIVE_OPTIONS, type NativeOptions } from './native-options.ts';

interface DoctorLineOptions extends NativeOptions, OutputOptions {
  readonly remote: boolean;
  readonly wait: number;
  readonly firewall: readonly Firewall[] | true | undefined;
}

const DEFAULT_WAIT_MINUTES = 10;
const MOST_WAIT_MINUTES = 1_440;

export const DOCTOR_ENTRIES: readonly CommandEntry[] = [
  commandEntry<DoctorLineOptions>({
    name: 'doctor',
    does: 'Looks whether everything is as it should be, down to bytes through the relay; changes nothing.',
    options: [
      {
        flags: '--remote',
        meaning:
          'look from outside: prints a link to open on a phone or laptop elsewhere, and waits for what it finds',
        default: false,
      },
      {
        flags: '--wait <minutes>',
        meaning: 'how long to wait for it',
        default: DEFAULT_WAIT_MINUTES,
        parse: parseMinutes,
      },
      {
        flags: '--firewall [of]',
        meaning: `print the firewall rules for what has to be open: all, or of ${FIREWALLS.join(', ')}`,
        parse: parseFirewall,
      },
      ...NATIVE_OPTIONS,
    ],
    exitCodes: {
      0: 'nothing has failed; there may be warnings',
      1: 'at least one finding is a failure',
    },
    run({ options: { json, remote, wait, firewall, port, https, state }, typed }, context) {
      const native = isNative({ typed })
        ? { port, https, stateDirectory: resolve(context.root, state) }
        : null;
      if (remote) return doctorRemote({ json, native, waitMinutes: wait }, context);
      const firewalls = firewall === true ? FIREWALLS : (firewall ?? null);
      return doctor({ json, native, firewalls }, context);
    },
  }),
];

function parseFirewall(text: string): readonly Firewall[] {
  const found = FIREWALLS.filter((one) => one === text);
  if (found.length > 0) return found;
  throw new InvalidArgumentError(`Expected one of ${FIREWALLS.join(', ')}.`);
}

function parseMinutes(text: string): number {
  const minutes = Number(text);
  if (/^\d{1,4}$/.test(text) && minutes >= 1 && minutes <= MOST_WAIT_MINUTES) return minutes;
  throw new InvalidArgumentError(`Expected whole minutes from 1 to ${MOST_WAIT_MINUTES}.`);
}
