import type { CallReports } from '../core/call-reports.ts';
import type { GuestTests } from '../core/guest-tests.ts';
import type { CredentialPurpose, ServiceMetrics } from '../core/service-metrics.ts';
import type { TurnCredentials } from '../core/turn-credentials.ts';

/** The same credentials, counted. */
export function countedCredentials(
  credentials: TurnCredentials,
  purpose: CredentialPurpose,
  metrics: Pick<ServiceMetrics, 'countCredentials'>,
): TurnCredentials {
  return {
    issue(id) {
      metrics.countCredentials(purpose);
      return credentials.issue(id);
    },
  };
}

/** The same records, counted as they come. */
export function countedRecords(
  { guestTests, callReports }: { readonly guestTests: GuestTests; readonly callReports: CallReports },
  metrics: Pick<ServiceMetrics, 'countGuestTest' | 'countCallReport'>,
): { readonly guestTests: GuestTests; readonly callReports: CallReports } {
  return {
    guestTests: {
      ...guestTests,
      create(label) {
        metrics.countGuestTest('created');
        return guestTests.create(label);
      },
      report(token, findings) {
        const isTaken = guestTests.report(token, findings);
        if (isTaken) metrics.countGuestTest('reported');
        return isTaken;
      },
    },
    callReports: {
      ...callReports,
      add(report) {
        metrics.countCallReport(report.reason);
        callReports.add(report);
      },
    },
  };
}
