import type { LoggedProblem, MediaPath, ServiceStatus } from '#protocol';
import type { CallReports } from './call-reports.ts';
import type { Clock } from './clock.ts';
import type { GuestTests } from './guest-tests.ts';
import type { Readiness } from './readiness.ts';
import type { RelayView } from './relay-status.ts';
import type { Rooms } from './rooms.ts';

/** All that the operator is shown comes in here; nothing of it is asked of anybody else at that moment. */
export interface ServiceStatusOptions {
  readonly clock: Pick<Clock, 'now'>;
  readonly versions: ServiceStatus['versions'];
  readonly readiness: () => Readiness;
  readonly relays: () => readonly RelayView[];
  /** How many links were made by each way. */
  readonly paths: () => Readonly<Record<MediaPath, number>>;
  readonly rooms: Pick<Rooms, 'counts'>;
  readonly problems: () => readonly LoggedProblem[];
  readonly guestTests: Pick<GuestTests, 'list'>;
  readonly callReports: Pick<CallReports, 'list'>;
  /** ISO 8601. */
  readonly certificateExpiresAt: () => string | null;
  /** When a request last came through a proxy, in milliseconds since the Unix epoch; null: none has. */
  readonly proxiedAtMs: () => number | null;
  readonly keeper: () => ServiceStatus['keeper'];
}

export function createServiceStatus(options: ServiceStatusOptions): () => ServiceStatus {
  const { clock, guestTests, callReports } = options;
  const startedAt = isoTime(clock.now());
  return function serviceStatus() {
    const { rooms: open, connected: people, visitors: waiting } = options.rooms.counts();
    const proxiedAtMs = options.proxiedAtMs();
    const tests = guestTests.list();
    const resultTimes = tests.flatMap(({ result }) => (result ? [result.receivedAtMs] : []));
    const reportTimes = callReports.list().map(({ receivedAtMs }) => receivedAtMs);
    return {
      ...{ ok: true, at: isoTime(clock.now()), startedAt },
      readiness: options.readiness(),
      versions: options.versions,
      relays: [...options.relays()],
      proxiedAt: proxiedAtMs === null ? null : isoTime(proxiedAtMs),
      certificateExpiresAt: options.certificateExpiresAt(),
      rooms: { open, people, waiting },
      paths: { ...options.paths() },
      problems: [...options.problems()],
      guestTests: { ...kept(resultTimes), links: tests.length },
      reports: kept(reportTimes),
      keeper: options.keeper(),
    };
  };
}

function kept(timesMs: readonly number[]) {
  return { count: timesMs.length, newestAt: timesMs.length === 0 ? null : isoTime(Math.max(...timesMs)) };
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
