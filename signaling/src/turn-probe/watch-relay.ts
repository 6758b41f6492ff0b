import { causeOfRelayFault, type RelayFault, textsEn } from '#diagnosis';
import type { Clock } from '../core/clock.ts';
import type { Logger } from '../core/logger.ts';
import type { RelayStatus } from '../core/relay-status.ts';
import type { RelayOutcome, RelayProbe } from './probe-relay.ts';

/** One way to the relay, probed for as long as the service runs. */
export interface RelayWatch {
  /** Of the last probe. */
  readonly status: RelayStatus;
  /** Null unless the last probe succeeded. */
  readonly roundTripMs: number | null;
  /** Milliseconds since the Unix epoch; null: not yet. */
  readonly probedAtMs: number | null;
  /** Probes in a row, up to the last one. */
  readonly failures: number;
  /** Failures so far do not count as some in a row. */
  forgive(): void;
  /** Probes at once, unless it has been done this moment. */
  freshen(): Promise<void>;
  /** Nothing is probed, logged or told afterwards. */
  stop(): void;
}

export interface RelayWatchOptions {
  /** For the log: which of the ways it is. */
  readonly way: string;
  readonly probe: RelayProbe;
  /** Called after each probe. */
  readonly onProbed: () => void;
  readonly clock: Clock;
  readonly log: Logger;
}

/** So many failures in a row are no accident: one probe may meet a coturn that starts, or lose its packets. */
export const FAILURES_THAT_COUNT = 2;

/** Why 15 s: a fault is known before most people have given up trying, and a probe costs coturn a dozen packets. */
const PROBE_EVERY_MS = 15_000;
/** While it does not work somebody waits for it. */
const RETRY_EVERY_MS = 1_000;
/** Why: however many ask, coturn is not asked more often than this. */
const FRESH_MS = 2_000;
/** Why 20 s: on a slow machine coturn comes up that much later than we do. */
const START_LIMIT_MS = 20_000;

/** Says in the log when the way begins or ceases to work. */
export function watchRelay({ way, probe, onProbed, clock, log }: RelayWatchOptions): RelayWatch {
  const startedAtMs = clock.now();
  let loggedStatus: RelayStatus = 'unknown';
  let hasWorked = false;
  let isStopped = false;
  let cancel: () => void = () => undefined;
  let looking: Promise<void> | null = null;
  const now = {
    status: 'unknown' as RelayStatus,
    roundTripMs: null as number | null,
    probedAtMs: null as number | null,
    failures: 0,
  };

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
    note(outcome);
    onProbed();
    cancel = clock.schedule(() => void look(), outcome.ok ? PROBE_EVERY_MS : RETRY_EVERY_MS);
  }

  function mistake(error: unknown): RelayOutcome {
    log.error({ err: error, way }, 'relay probe failed');
    return { ok: false, fault: 'other' };
  }

  function note(outcome: RelayOutcome): void {
    now.status = outcome.ok ? 'ok' : outcome.fault;
    now.roundTripMs = outcome.ok ? outcome.roundTripMs : null;
    now.probedAtMs = clock.now();
    now.failures = outcome.ok ? 0 : now.failures + 1;
    hasWorked ||= outcome.ok;
    const isStarting = !hasWorked && clock.now() - startedAtMs < START_LIMIT_MS;
    const isAccident = !outcome.ok && now.failures < FAILURES_THAT_COUNT;
    if (now.status === loggedStatus || isStarting || isAccident) return;
    loggedStatus = now.status;
    if (outcome.ok) log.info({ way, roundTripMs: outcome.roundTripMs }, 'the relay works');
    else log.error({ way, code: outcome.fault, text: cureOf(outcome.fault) }, 'the relay does not work');
  }

  void look();
  return {
    get status() {
      return now.status;
    },
    get roundTripMs() {
      return now.roundTripMs;
    },
    get probedAtMs() {
      return now.probedAtMs;
    },
    get failures() {
      return now.failures;
    },
    forgive() {
      now.failures = 0;
    },
    async freshen() {
      const isFresh = now.probedAtMs !== null && clock.now() - now.probedAtMs < FRESH_MS;
      if (!isStopped && !isFresh) await look();
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
