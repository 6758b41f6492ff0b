import { causeOfRelayFault, type RelayFault, textsEn } from '#diagnosis';
import type { Clock } from '../core/clock.ts';
import type { Logger } from '../core/logger.ts';
import type { RelayStatus } from '../core/relay-status.ts';
import type { HealthFile } from './health-file.ts';
import type { RelayOutcome, RelayProbe } from './probe-relay.ts';

export interface RelayWatch {
  /** As of the last probe. */
  status(): RelayStatus;
  /** As of now: probes at once, unless it has been done this moment. What takes long is not waited for. */
  freshStatus(): Promise<RelayStatus>;
  /** Nothing is probed, logged or written afterwards. */
  stop(): void;
}

export interface RelayWatchOptions {
  readonly probe: RelayProbe;
  /** Null: nobody wants one. */
  readonly healthFile: HealthFile | null;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Why 15 s: a fault is known before most people have given up trying, and a probe costs coturn a dozen packets. */
const PROBE_EVERY_MS = 15_000;
/** Until it has worked once somebody waits for it. */
const FIRST_PROBES_EVERY_MS = 1_000;
/** Why: however many ask, coturn is not asked more often than this. */
const FRESH_MS = 2_000;
/** Whoever asks waits in front of a page; a name that has no address may take a resolver half a minute. */
const FRESH_LIMIT_MS = 3_000;
/** Why 20 s: on a slow machine coturn comes up that much later than we do. */
const START_LIMIT_MS = 20_000;

/** Probes the relay for as long as the service runs, and says when it begins or ceases to work. */
export function watchRelay({ probe, healthFile, clock, log }: RelayWatchOptions): RelayWatch {
  const startedAt = clock.now();
  let status: RelayStatus = 'unknown';
  let loggedStatus: RelayStatus = 'unknown';
  let hasWorked = false;
  let canKeepFile = true;
  let isStopped = false;
  let cancel: () => void = () => undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | null = null;

  function look(): Promise<void> {
    cancel();
    looking ??= lookOnce().finally(() => {
      looking = null;
    });
    return looking;
  }

  async function lookOnce(): Promise<void> {
    const outcome = await probe().catch(mistake);
    if (isStopped) return;
    lookedAt = clock.now();
    note(outcome);
    keepFile(outcome);
    cancel = clock.schedule(() => void look(), hasWorked ? PROBE_EVERY_MS : FIRST_PROBES_EVERY_MS);
  }

  function mistake(error: unknown): RelayOutcome {
    log.error({ err: error }, 'relay probe failed');
    return { ok: false, fault: 'other' };
  }

  function note(outcome: RelayOutcome): void {
    status = outcome.ok ? 'ok' : outcome.fault;
    hasWorked ||= outcome.ok;
    const isStarting = !hasWorked && clock.now() - startedAt < START_LIMIT_MS;
    if (status === loggedStatus || isStarting) return;
    loggedStatus = status;
    if (outcome.ok) log.info({ roundTripMs: outcome.roundTripMs }, 'the relay works');
    else log.error({ code: outcome.fault, text: cureOf(outcome.fault) }, 'the relay does not work');
  }

  function keepFile({ ok }: RelayOutcome): void {
    try {
      if (ok) healthFile?.write(new Date(clock.now()).toISOString());
      else healthFile?.remove();
      canKeepFile = true;
    } catch (error) {
      if (canKeepFile) log.error({ err: error, file: healthFile?.path }, 'the health file cannot be kept');
      canKeepFile = false;
    }
  }

  void look();
  return {
    status: () => status,
    async freshStatus() {
      if (isStopped || clock.now() - lookedAt < FRESH_MS) return status;
      await new Promise<void>((resolve) => {
        const cancelLimit = clock.schedule(resolve, FRESH_LIMIT_MS);
        void look().then(() => {
          cancelLimit();
          resolve();
        });
      });
      return status;
    },
    stop() {
      isStopped = true;
      cancel();
    },
  };
}

/** For whoever reads the log. */
function cureOf(fault: RelayFault): string {
  return textsEn.causes[causeOfRelayFault(fault)].operator;
}
