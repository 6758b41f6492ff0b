import type { CallPorts } from './ports.ts';

export interface LineWatch {
  /** An answer is on its way. To be called when it is there, or will not come. */
  expectAnswer(): (hasAnswered: boolean) => void;
  /** The line has carried a question and its answer. */
  handleStanding(): void;
  /** The network may be another one: what began on the one before is not waited for. */
  retry(): void;
  stop(): void;
}

/** Takes the line to the server anew where an answer is missed: one whose network is gone looks alive until its heartbeat is. */
export function createLineWatch({ signaling, clock }: Pick<CallPorts, 'signaling' | 'clock'>): LineWatch {
  let isStopped = false;
  let renewedAt = Number.NEGATIVE_INFINITY;
  let stoodAt = Number.NEGATIVE_INFINITY;

  function handleStanding(): void {
    stoodAt = clock.now();
  }

  function expectAnswer(): (hasAnswered: boolean) => void {
    const askedAt = clock.now();
    const patienceMs = answerPatienceMs(signaling.slowestAnswerMs());
    const cancel = missAfter(patienceMs);
    return (hasAnswered) => {
      cancel();
      // One that came late says that the line is slow, and not that another one would be faster.
      if (hasAnswered && clock.now() - askedAt <= patienceMs) handleStanding();
    };
  }

  /**
   * Looks once more before the line is blamed where the server has said something else meanwhile, and where the page is too
   * busy to look in time.
   */
  function missAfter(patienceMs: number): () => void {
    const since = clock.now();
    let cancel = clock.schedule(() => {
      const isBusy = clock.now() - since - patienceMs > BUSY_MS;
      const isAlive = (signaling.heardAt() ?? 0) > since;
      if (isBusy || isAlive) cancel = missAfter(patienceMs);
      else renew(stoodAt > renewedAt ? LEAST_RETRY_INTERVAL_MS : LEAST_RENEWAL_INTERVAL_MS);
    }, patienceMs);
    return () => cancel();
  }

  function renew(leastIntervalMs: number): void {
    if (isStopped || clock.now() - renewedAt < leastIntervalMs) return;
    renewedAt = clock.now();
    signaling.reconnect();
  }

  return {
    ...{ expectAnswer, handleStanding },
    retry: () => renew(LEAST_RETRY_INTERVAL_MS),
    stop() {
      isStopped = true;
    },
  };
}

/** Why a second: slower answers are rare, and a line taken anew without need costs a moment of signaling, no media. */
const PATIENCE_MS = 1_000;
/** Where it is known how fast the server answers. Why so long: a server that is nearer may be busy for a moment. */
const LEAST_PATIENCE_MS = 400;
/** Why so often the slowest: a packet that was lost on the way is sent again after one trip and a fifth of a second or so. */
const PATIENCE_IN_ANSWERS = 4;
/** Why: whoever waits for so long because of one slow answer heals late. */
const LONGEST_PATIENCE_MS = 2_000;
/** Beyond that: a line that is always slow is not to be taken anew for it. */
const LEAST_PATIENCE_IN_ANSWERS = 1.5;
/** So much later than its time a timer of an idle page never runs. */
const BUSY_MS = 250;
/** Why: on a network that is always that slow a line must come to stand. By then the heartbeat tells as well. */
const LEAST_RENEWAL_INTERVAL_MS = 15_000;
/** Why: several signs of another network often come together, and a server that is too busy has no use for more lines. */
const LEAST_RETRY_INTERVAL_MS = 2_000;

/** How long an answer may take where the slowest of the last ones took so long. */
function answerPatienceMs(slowestMs: number | null): number {
  if (slowestMs === null) return PATIENCE_MS;
  const usualMs = Math.min(slowestMs * PATIENCE_IN_ANSWERS, LONGEST_PATIENCE_MS);
  return Math.max(usualMs, slowestMs * LEAST_PATIENCE_IN_ANSWERS, LEAST_PATIENCE_MS);
}
