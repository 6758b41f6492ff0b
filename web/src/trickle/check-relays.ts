import { type Gathering, type GatheringPorts, gather } from './gather.ts';
import type { RelayCheck } from './relay-check.ts';
import { type ServerEntry, toIceServers } from './server-entry.ts';
import type { UrlOutcome } from './url-outcome.ts';

/** For one URL alone, of which is known already that relays answer here. */
const ALONE_LIMIT_MS = 10_000;
/** A check keeps a limit of its own, below this. */
const CHECK_LIMIT_MS = 30_000;

export interface CheckRelaysPorts extends GatheringPorts {
  readonly relayCheck: RelayCheck;
  readonly report: (error: unknown) => void;
}

interface CheckRelaysOptions {
  readonly entries: readonly ServerEntry[];
  readonly outcomes: readonly UrlOutcome[];
  /** Whether relay candidates came of which the browser does not tell the server. */
  readonly isUnnamed: boolean;
  readonly signal: AbortSignal;
  readonly onOutcome: (outcome: UrlOutcome) => void;
}

/** Sends bytes through each relay that was promised: one URL after the other, so that each is measured alone. */
export async function checkRelays(ports: CheckRelaysPorts, options: CheckRelaysOptions): Promise<void> {
  const { outcomes, signal, isUnnamed, onOutcome } = options;
  for (const before of outcomes.filter(({ allocation }) => allocation !== null)) {
    if (signal.aborted) return;
    onOutcome({ ...before, isChecking: true });
    const asked = isUnnamed ? await askAlone(ports, before, options) : before;
    if (signal.aborted) return;
    const checked =
      asked.allocation?.outcome === 'allocated' ? await relayedBy(ports, before.url, options) : null;
    if (signal.aborted) return;
    // Who was given one address and no other has no relay: a call needs more of them than one.
    const isRefused = checked?.allocation.outcome === 'refused';
    onOutcome({
      ...asked,
      ...(isRefused && { allocation: checked.allocation }),
      ...{ relayed: checked?.relayed ?? null, isChecking: false },
    });
  }
}

/** Whether this URL and no other gives a relay candidate. */
async function askAlone(
  ports: GatheringPorts,
  outcome: UrlOutcome,
  { entries, signal }: CheckRelaysOptions,
): Promise<UrlOutcome> {
  let relayAfterMs: number | null = null;
  const alone: Gathering = gather(ports, {
    configuration: {
      iceServers: toIceServers(entries.filter(({ url }) => url.trim() === outcome.url)),
      iceTransportPolicy: 'relay',
    },
    ...{ limitMs: ALONE_LIMIT_MS, withMedia: false },
    onCandidate({ type, atMs }) {
      if (type !== 'relay') return;
      relayAfterMs ??= atMs;
      alone.stop();
    },
  });
  signal.addEventListener('abort', alone.stop);
  await alone.ended;
  signal.removeEventListener('abort', alone.stop);
  if (relayAfterMs === null) return outcome;
  return { ...outcome, allocation: { outcome: 'allocated', afterMs: relayAfterMs } };
}

async function relayedBy(
  { relayCheck, clock, report }: CheckRelaysPorts,
  url: string,
  { entries, signal }: CheckRelaysOptions,
): ReturnType<RelayCheck> {
  let cancel: () => void = () => undefined;
  const late = new Promise<null>((resolve) => {
    cancel = clock.schedule(() => resolve(null), CHECK_LIMIT_MS);
    signal.addEventListener('abort', () => resolve(null));
  });
  try {
    return await Promise.race([relayCheck(toIceServers(entries), url, signal), late]);
  } catch (error) {
    report(error);
    return null;
  } finally {
    cancel();
  }
}
