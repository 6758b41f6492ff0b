import { randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { type CallReport, callReport } from '#protocol';
import type { Clock } from './clock.ts';
import type { KeptRecords } from './kept-records.ts';

/** A report with the moment at which it came, in milliseconds since the Unix epoch; not with where it came from. */
export const keptReport = z.strictObject({ receivedAtMs: z.number(), report: callReport });

export type KeptReport = z.infer<typeof keptReport>;

/** What pages tell of how their calls fared. */
export interface CallReports {
  add(report: CallReport): void;
  list(): readonly KeptReport[];
}

export interface CallReportsOptions {
  readonly records: KeptRecords<KeptReport>;
  readonly clock: Pick<Clock, 'now'>;
}

export const MOST_CALL_REPORTS = 200;

const NAME_BYTES = 12;
const REPORT_LIFE_MS = 30 * 24 * 3_600_000;

export function reportKeptUntil({ receivedAtMs }: KeptReport): number {
  return receivedAtMs + REPORT_LIFE_MS;
}

export function createCallReports({ records, clock }: CallReportsOptions): CallReports {
  return {
    add(report) {
      const name = randomBytes(NAME_BYTES).toString('base64url');
      records.put(name, { receivedAtMs: clock.now(), report });
    },
    list: () => records.all(),
  };
}
