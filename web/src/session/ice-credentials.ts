import type { IceServer, TurnGrant } from '#protocol';
import { createLineWatch } from './line-watch.ts';
import type { CallPorts } from './ports.ts';

export interface IceCredentials {
  /** Credentials that came with a seat. */
  take(grant: TurnGrant): void;
  /** Asks for fresh ones; rejects when the server does not give any. */
  refresh(): Promise<readonly IceServer[]>;
  /** The network may be another one: asks now and then, for that shows whether the line to the server still stands. */
  check(): void;
  stop(): void;
}

/** Keeps the TURN credentials of a call fresh, so that whoever joins hours later is connected with good ones. */
export function createIceCredentials(
  { signaling, clock }: Pick<CallPorts, 'signaling' | 'clock'>,
  onFresh: (servers: readonly IceServer[]) => void,
): IceCredentials {
  let cancel: () => void = () => undefined;
  let isStopped = false;
  let checkedAt = Number.NEGATIVE_INFINITY;
  const line = createLineWatch({ signaling, clock });

  function refreshAfter(delayMs: number): void {
    cancel();
    if (isStopped) return;
    // While the server is away there is nobody to ask; a seat that is taken again brings its own.
    const again = () => refreshAfter(RETRY_MS);
    cancel = clock.schedule(() => void refresh().catch(again), Math.min(delayMs, MAX_TIMER_MS));
  }

  function handleFresh({ iceServers, ttlSeconds }: TurnGrant): void {
    onFresh(iceServers);
    refreshAfter(ttlSeconds * 1000 * REFRESH_FRACTION);
  }

  async function refresh(): Promise<readonly IceServer[]> {
    const endWait = line.expectAnswer();
    const answer = await signaling.ask('ice:refresh', {});
    endWait(answer !== null);
    if (answer === null || !answer.ok)
      throw new Error(`no fresh credentials: ${answer?.code ?? 'no answer'}`);
    handleFresh(answer);
    return answer.iceServers;
  }

  function check(): void {
    if (isStopped) return;
    if (!signaling.isConnected()) {
      line.retry();
      return;
    }
    if (clock.now() - checkedAt < LEAST_CHECK_INTERVAL_MS) return;
    checkedAt = clock.now();
    // Without an answer nothing is to be done here: `line` takes care of the line, and whoever heals asks again.
    refresh().catch(() => undefined);
  }

  return {
    take(grant) {
      line.handleStanding();
      handleFresh(grant);
    },
    refresh,
    check,
    stop() {
      isStopped = true;
      line.stop();
      cancel();
    },
  };
}

const REFRESH_FRACTION = 0.75;
const RETRY_MS = 30_000;
/** Why ten seconds: Chromium tells of a change whenever it has another opinion of how fast the network is. */
const LEAST_CHECK_INTERVAL_MS = 10_000;
/** setTimeout counts in 32 bits. */
const MAX_TIMER_MS = 2_147_483_647;
