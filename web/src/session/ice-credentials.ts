import type { IceServer, TurnGrant } from '#protocol';
import type { CallPorts } from './ports.ts';

export interface IceCredentials {
  /** Credentials that came with a seat. */
  take(grant: TurnGrant): void;
  /** Asks for fresh ones; rejects when the server does not give any. */
  refresh(): Promise<readonly IceServer[]>;
  /** The network may be another one: asks, for that shows whether the line to the server still stands. */
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
  let isChecking = false;
  let lineRenewedAt = Number.NEGATIVE_INFINITY;
  let answeredAt = Number.NEGATIVE_INFINITY;

  function refreshAfter(delayMs: number): void {
    cancel();
    if (isStopped) return;
    // While the server is away there is nobody to ask; a seat that is taken again brings its own.
    const again = () => refreshAfter(RETRY_MS);
    cancel = clock.schedule(() => void refresh().catch(again), Math.min(delayMs, MAX_TIMER_MS));
  }

  function take(grant: TurnGrant): void {
    onFresh(grant.iceServers);
    refreshAfter(grant.ttlSeconds * 1000 * REFRESH_FRACTION);
  }

  async function refresh(): Promise<readonly IceServer[]> {
    const cancelRenewal = expectAnswer();
    const answer = await signaling.ask('ice:refresh', {});
    cancelRenewal();
    if (answer === null || !answer.ok)
      throw new Error(`no fresh credentials: ${answer?.code ?? 'no answer'}`);
    answeredAt = clock.now();
    take(answer);
    return answer.iceServers;
  }

  /**
   * Takes the line anew where no answer comes. It is looked again before the line is blamed where the server has said
   * something else meanwhile, and where the page is too busy to look in time.
   */
  function expectAnswer(): () => void {
    const askedAt = clock.now();
    const patienceMs = answerPatienceMs(signaling.slowestAnswerMs());
    let cancelLook = clock.schedule(() => {
      const isBusy = clock.now() - askedAt - patienceMs > BUSY_MS;
      const isAlive = (signaling.heardAt() ?? 0) > askedAt;
      if (isBusy || isAlive) cancelLook = expectAnswer();
      else renewLine();
    }, patienceMs);
    return () => cancelLook();
  }

  /** A line whose network is gone looks alive until its heartbeat is missed; healing, which asks here, cannot wait for that. */
  function renewLine(): void {
    const cameToStand = answeredAt > lineRenewedAt;
    const isTooSoon = clock.now() - lineRenewedAt < LEAST_RENEWAL_INTERVAL_MS;
    if (isStopped || (isTooSoon && !cameToStand)) return;
    lineRenewedAt = clock.now();
    signaling.reconnect();
  }

  function check(): void {
    if (isChecking) return;
    isChecking = true;
    const end = () => {
      isChecking = false;
    };
    // Without an answer there is nothing to be done here: the line is taken anew, and whoever heals asks again.
    refresh().then(end, end);
  }

  return {
    take,
    refresh,
    check,
    stop() {
      isStopped = true;
      cancel();
    },
  };
}

const REFRESH_FRACTION = 0.75;
const RETRY_MS = 30_000;
/** Why a second: slower answers are rare, and a line taken anew without need costs a moment of signaling, no media. */
const PATIENCE_MS = 1_000;
/** Where it is known how fast the server answers. */
const LEAST_PATIENCE_MS = 400;
const LONGEST_PATIENCE_MS = 2_000;
/** Why so often the slowest: a packet that was lost on the way is sent again after one trip and a fifth of a second or so. */
const PATIENCE_IN_ANSWERS = 4;
/** So much later than its time a timer of an idle page never runs. */
const BUSY_MS = 250;
/** Why: on a network that is always that slow a line must come to stand, and answer once. By then the heartbeat tells as well. */
const LEAST_RENEWAL_INTERVAL_MS = 15_000;

/** How long an answer may take where the slowest of the last ones took so long. */
function answerPatienceMs(slowestMs: number | null): number {
  if (slowestMs === null) return PATIENCE_MS;
  const usualMs = slowestMs * PATIENCE_IN_ANSWERS;
  return Math.min(Math.max(usualMs, LEAST_PATIENCE_MS), LONGEST_PATIENCE_MS);
}

/** setTimeout counts in 32 bits. */
const MAX_TIMER_MS = 2_147_483_647;
