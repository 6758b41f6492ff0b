import { join } from 'node:path';
import type { KeeperReport } from '#protocol';
import type { Clock } from '#signaling/core/clock';
import type { Logger } from '#signaling/core/logger';
import type { HaproxyCertificates } from '../certificates/haproxy-certificates.ts';
import type { Volumes } from '../volumes.ts';
import { writeWhole } from '../write-whole.ts';
import { composeReport, type ReportFacts } from './compose-report.ts';

/** The service finds it by KEEPER_REPORT_FILE. */
const REPORT_FILE = 'keeper-report.json';

/** Why 15 s: a minute's report says what was seen in that minute, and a look is one question to HAProxy. */
const LOOK_EVERY_MS = 15_000;

export interface KeepReportOptions {
  readonly volumes: Pick<Volumes, 'signaling'>;
  readonly haproxy: Pick<HaproxyCertificates, 'version'>;
  /** All but what HAProxy says. */
  readonly facts: () => Omit<ReportFacts, 'edge'>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Writes the report for the service, now and again and again, until it is closed. */
export function keepReport({ volumes, haproxy, facts, clock, log }: KeepReportOptions): { close(): void } {
  let isClosed = false;
  let callOff: () => void = () => undefined;
  let lastProblem = '';

  async function look(): Promise<void> {
    const edge = await askEdge(haproxy);
    if (isClosed) return;
    try {
      writeReport(volumes, composeReport({ ...facts(), edge }));
      lastProblem = '';
    } catch (error) {
      // The next one may work; said once, and everything else goes on.
      if (String(error) !== lastProblem)
        log.error({ err: error }, 'report for the service cannot be written');
      lastProblem = String(error);
    }
    callOff = clock.schedule(() => void look(), LOOK_EVERY_MS);
  }

  void look();
  return {
    close() {
      isClosed = true;
      callOff();
    },
  };
}

export function writeReport({ signaling }: Pick<Volumes, 'signaling'>, report: KeeperReport): void {
  writeWhole(join(signaling, REPORT_FILE), JSON.stringify(report));
}

async function askEdge({ version }: Pick<HaproxyCertificates, 'version'>): Promise<KeeperReport['edge']> {
  const answer = await version();
  return { answers: answer.ok, version: answer.ok ? answer.value : null };
}
