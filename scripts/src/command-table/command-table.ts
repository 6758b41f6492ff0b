import { BUNDLE_ENTRIES } from './bundle-entries.ts';
import type { CommandEntry } from './command-entry.ts';
import { DOCTOR_ENTRIES } from './doctor-entries.ts';
import { OPERATOR_ENTRIES } from './operator-entries.ts';

/** Every command of ./scripts/burrow, in the order of its help and of docs/operating.md. */
export const COMMAND_TABLE: readonly CommandEntry[] = [
  ...BUNDLE_ENTRIES,
  ...DOCTOR_ENTRIES,
  ...OPERATOR_ENTRIES,
];
