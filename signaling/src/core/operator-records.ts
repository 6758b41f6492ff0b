import { join } from 'node:path';
import {
  type CallReports,
  createCallReports,
  keptReport,
  MOST_CALL_REPORTS,
  reportKeptUntil,
} from './call-reports.ts';
import type { Clock } from './clock.ts';
import {
  createGuestTests,
  type GuestTests,
  guestTest,
  guestTestKeptUntil,
  MOST_GUEST_TESTS,
} from './guest-tests.ts';
import { createKeptRecords } from './kept-records.ts';
import type { Logger } from './logger.ts';
import { createRecordFiles, type RecordFiles } from './record-files.ts';

export interface OperatorRecordsOptions {
  /** Null: in memory alone. */
  readonly stateDirectory: string | null;
  readonly clock: Clock;
  readonly log: Logger;
}

/** What the service keeps for its operator: in files where it has a directory for them, else until it ends. */
export function createOperatorRecords(options: OperatorRecordsOptions): {
  readonly guestTests: GuestTests;
  readonly callReports: CallReports;
} {
  const { stateDirectory, clock, log } = options;
  const guestTests = createKeptRecords({
    ...{ kind: 'guest test', schema: guestTest, most: MOST_GUEST_TESTS, keptUntil: guestTestKeptUntil },
    ...{ files: filesIn('guest-tests'), clock, log },
  });
  const callReports = createKeptRecords({
    ...{ kind: 'call report', schema: keptReport, most: MOST_CALL_REPORTS, keptUntil: reportKeptUntil },
    ...{ files: filesIn('call-reports'), clock, log },
  });
  return {
    guestTests: createGuestTests({ records: guestTests, clock }),
    callReports: createCallReports({ records: callReports, clock }),
  };

  function filesIn(name: string): RecordFiles | null {
    if (stateDirectory === null) return null;
    try {
      return createRecordFiles(join(stateDirectory, name));
    } catch (error) {
      const cure = 'give STATE_DIRECTORY to the user of the service; until then they are kept in memory';
      log.error({ err: error, cure }, 'records cannot be kept in files');
      return null;
    }
  }
}
