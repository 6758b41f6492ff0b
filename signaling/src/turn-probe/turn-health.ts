import { randomBytes } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import type { Logger } from '../core/logger.ts';
import type { TurnFault, TurnFinding } from './probe-turn.ts';

/** Between probes while all is well, and while it is not (yet). */
const WELL_MS = 15_000;
const UNWELL_MS = 1_000;

export interface TurnHealthOptions {
  /** One probe, with a credential for this opaque id. */
  readonly probe: (id: string) => Promise<TurnFinding>;
  /** Told of each finding; a health check reads what is made of it. */
  readonly note: (finding: TurnFinding) => void;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface TurnHealth {
  readonly state: 'unknown' | 'ok' | TurnFault;
  close(): void;
}

/** Asks again and again whether the relay relays, and logs when the answer changes. */
export function watchTurnHealth({ probe, note, clock, log }: TurnHealthOptions): TurnHealth {
  let state: TurnHealth['state'] = 'unknown';
  let callOff = clock.schedule(ask, 0);
  let closed = false;

  return {
    get state() {
      return state;
    },
    close() {
      closed = true;
      callOff();
    },
  };

  async function ask(): Promise<void> {
    const finding = await probe(`probe-${randomBytes(6).toString('base64url')}`);
    if (closed) return;
    const next = finding.ok ? 'ok' : finding.code;
    if (next !== state) {
      if (finding.ok) log.info({ roundTripMs: finding.roundTripMs }, 'relay works');
      else log.error({ code: finding.code, text: FAULTS[finding.code] }, 'relay does not work');
    }
    state = next;
    note(finding);
    callOff = clock.schedule(ask, finding.ok ? WELL_MS : UNWELL_MS);
  }
}

/** Cause and cure for each, for the person who reads the log. */
const FAULTS: Readonly<Record<TurnFault, string>> = {
  name: 'The name of the relay leads nowhere: its container is not running. Look at its log.',
  timeout: 'The relay does not answer: it is starting, or has stopped. Look at its log.',
  unauthorized:
    'The relay refuses our credential: it holds another secret or realm. Restart keeper and turn.',
  forbidden: 'The relay refuses its own address as a peer, or takes no new calls. Look at turnserver.conf.',
  quota: 'The relay has no allocation left for one person. Raise TURN_USER_QUOTA.',
  capacity: 'The relay has no port left. There are too many calls, or somebody abuses it.',
  'no-bytes': 'The relay answers but passes nothing on: its guard or its list of peers stops it.',
  other: 'The relay answers with an unexpected error. Look at its log.',
};
