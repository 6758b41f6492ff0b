import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '#signaling/core/clock';
import type { Result } from '../result.ts';
import type { Finding } from './address-source.ts';
import { decidePublicAddress, type PublicAddressDecision } from './decide-public-address.ts';
import type { AddressSettings, Observation } from './observe-host.ts';

/** Why five minutes: an address changes with a night or a restart, and a check costs a few packets. */
export const RECHECK_INTERVAL_MS = 5 * 60_000;

/** Why: a host that is just starting may have no network or no name server yet. */
export const STARTING_MS = 2 * 60_000;
export const STARTING_INTERVAL_MS = 15_000;

export interface WatchOptions {
  readonly settings: AddressSettings;
  /** `observeHost`, with the settings and a clock. */
  readonly observe: () => Promise<Observation>;
  readonly clock: Clock;
  /** With the first decision and with each that differs from the one before. What it returns is waited for. */
  readonly onChange: (decision: Result<PublicAddressDecision>) => void | Promise<void>;
}

export interface PublicAddressWatch {
  /** Of the last look, each with what was seen before where nothing can be seen now. */
  findings(): readonly Finding[];
  /** After this there are no more calls of `onChange`. */
  close(): void;
}

/** Looks at once and then again and again, the next time always after the one before is through. */
export function watchPublicAddress({ settings, observe, clock, onChange }: WatchOptions): PublicAddressWatch {
  const startedAtMs = clock.now();
  let isClosed = false;
  let callOff: (() => void) | null = null;
  let known: Observation | null = null;
  let current: Result<PublicAddressDecision> | null = null;

  async function check(): Promise<void> {
    const observation = withEarlier(await observe(), known);
    if (isClosed) return;
    known = observation;
    const decision = decidePublicAddress({ ...settings, ...observation });
    if (!isDeepStrictEqual(decision, current)) {
      current = decision;
      await onChange(decision);
      if (isClosed) return;
    }
    const isStarting = clock.now() - startedAtMs < STARTING_MS;
    const delayMs = isStarting && !isComplete(observation) ? STARTING_INTERVAL_MS : RECHECK_INTERVAL_MS;
    callOff = clock.schedule(() => void check(), delayMs);
  }

  void check();
  return {
    findings: () => known?.findings ?? [],
    close() {
      isClosed = true;
      callOff?.();
    },
  };
}

/**
 * What was seen before stands for what cannot be seen now: a name server that is down for a moment, or a cable that is
 * out, is no new address, and changing the relay's address ends calls.
 */
function withEarlier(observation: Observation, earlier: Observation | null): Observation {
  if (earlier === null) return observation;
  if (observation.primaryAddress === null && earlier.primaryAddress !== null) return earlier;
  const findings = observation.findings.map((finding) => {
    if (finding.outcome.kind !== 'failed') return finding;
    return earlier.findings.find(({ source }) => source === finding.source) ?? finding;
  });
  return { ...observation, findings };
}

function isComplete({ findings, primaryAddress }: Observation): boolean {
  return primaryAddress !== null && findings.every(({ outcome }) => outcome.kind !== 'failed');
}
