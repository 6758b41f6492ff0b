import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { doctor } from '../commands/doctor.ts';
import { FIREWALLS, type Firewall } from '../doctor/firewall-rules.ts';
import type { OutputOptions } from '../lib/show-result.ts';
import { type CommandEntry, commandEntry } from './command-entry.ts';
import { isNative, NATIVE_OPTIONS, type NativeOptions } from './native-options.ts';

interface DoctorLineOptions extends NativeOptions, OutputOptions {
  readonly firewall: readonly Firewall[] | true | undefined;
}

export const DOCTOR_ENTRIES: readonly CommandEntry[] = [
  commandEntry<DoctorLineOptions>({
    name: 'doctor',
    does: 'Looks whether everything is as it should be, down to bytes through the relay; changes nothing.',
    options: [
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
    run({ options: { json, firewall, port, https, state }, typed }, context) {
      const native = isNative({ typed })
        ? { port, https, stateDirectory: resolve(context.root, state) }
        : null;
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
