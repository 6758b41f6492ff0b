import type { CauseCode } from './causes.ts';
import { explainRefusals } from './explain-limits.ts';
import { isAnswer } from './judge-surroundings.ts';
import type { RelayFault } from './observation.ts';
import { causeOfRelayFault } from './relay-faults.ts';
import type { Seen } from './seen.ts';

export interface Failure {
  readonly outcome: 'fails' | 'unknown';
  readonly cause: CauseCode;
}

/** Nothing can be begun, whatever the relay does; null: it can, as far as one knows. */
export function explainNoSignaling(seen: Seen): Failure | null {
  const { webSocket, has, turn } = seen;
  if (has('page-silent') && webSocket !== 'open') {
    if (has('certificate-expired')) return fails('certificate-expired');
    return fails(has('udp-passes') || turn.some(isAnswer) ? 'page-silent' : 'offline');
  }
  return webSocket === 'failed' ? fails('websocket-failed') : null;
}

/** No bytes passed through the relay. What there was of it decides what can be said. */
export function explainFailure(seen: Seen): Failure {
  const { turn, has, credentialsCause } = seen;
  if (has('turn-contradiction')) return unknown('contradiction');
  // Whoever had other credentials has seen more than that.
  const isAnyFinished = turn.some(({ code }) => code !== 'turn-unfinished');
  if (credentialsCause !== null && !isAnyFinished) return unknown(credentialsCause);
  if (turn.length === 0) return unknown('no-relay');
  if (has('turn-not-tried')) return explainUntried(seen);
  if (has('turn-no-bytes') && !has('turn-unfinished')) return explainNoBytes(seen);
  const refusal = explainRefusals(turn);
  if (refusal !== null) {
    return has('turn-unfinished') && seen.relayFault === null ? unknown(refusal) : fails(refusal);
  }
  return explainSilence(seen);
}

/** There is an allocation, and nobody has sent anything through it. */
function explainUntried({ relayFault }: Seen): Failure {
  if (relayFault === null) return unknown('not-tried');
  return DESPITE_ALLOCATIONS.includes(relayFault)
    ? fails(causeOfRelayFault(relayFault))
    : unknown('contradiction');
}

/** Faults with which a relay still gives allocations. */
const DESPITE_ALLOCATIONS: readonly RelayFault[] = ['no-bytes', 'forbidden'];

function explainNoBytes({ relayFault, has }: Seen): Failure {
  if (relayFault !== null) return fails(causeOfRelayFault(relayFault));
  return fails(has('server-relay-ok') ? 'bytes-lost' : 'relay-no-bytes');
}

/** Nothing answers: whether it is the server or the network here is known to the server. */
function explainSilence({ relayFault, has, ways }: Seen): Failure {
  if (relayFault !== null) return fails(causeOfRelayFault(relayFault));
  if (has('turn-unfinished')) return unknown('unfinished');
  const isOverTls = ways.some(({ transport }) => transport === 'tls');
  if (has('certificate-expired') && isOverTls) return fails('certificate-expired');
  if (has('turn-bad-certificate')) return fails('certificate-untrusted');
  if (has('udp-passes')) return fails('no-allocation');
  return fails(has('server-relay-ok') ? 'relay-blocked' : 'relay-silent');
}

function fails(cause: CauseCode): Failure {
  return { outcome: 'fails', cause };
}

function unknown(cause: CauseCode): Failure {
  return { outcome: 'unknown', cause };
}
