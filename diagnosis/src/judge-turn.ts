import { type Finding, type FindingCode, type FindingDetails, finding } from './findings.ts';
import type { TurnObservation } from './observation.ts';
import { relayFaultOfCode } from './relay-faults.ts';

/** What one URL, over one family, turned out to be worth. Bytes that came back decide, not what the server said. */
export function judgeTurn(turn: TurnObservation): Finding {
  const { url, family } = turn;
  const [code, details] = verdict(turn);
  return finding(code, { url, ...(family && { family }), ...details });
}

function verdict({ allocation, relayed }: TurnObservation): [FindingCode, FindingDetails?] {
  const isAllocated = allocation.outcome === 'allocated';
  if (relayed && relayed.received > 0 && (!isAllocated || relayed.sent === 0)) return ['turn-contradiction'];
  switch (allocation.outcome) {
    case 'allocated':
      return relayed === null ? ['turn-not-tried'] : ofRelayed(relayed);
    case 'refused':
      return ofRefusal(allocation.code);
    case 'no-answer':
    case 'bad-certificate':
    case 'unfinished':
      return [`turn-${allocation.outcome}`];
  }
}

function ofRelayed(relayed: NonNullable<TurnObservation['relayed']>): [FindingCode, FindingDetails?] {
  const { sent, received, roundTripMs, bitsPerSecond } = relayed;
  if (received === 0) return ['turn-no-bytes'];
  const lost = Math.max(0, sent - received);
  if (lost >= LEAST_LOST && lost / sent > LOSSY_SHARE) {
    return ['turn-loses', { lostPercent: Math.round((lost / sent) * 100) }];
  }
  return [
    'turn-carries',
    { ...(roundTripMs !== null && { roundTripMs }), ...(bitsPerSecond !== null && { bitsPerSecond }) },
  ];
}

/** Why a quarter: what is under way when the look ends is not lost; a call with so much loss is one that stutters. */
const LOSSY_SHARE = 0.25;
/** Fewer may be chance. */
const LEAST_LOST = 3;

function ofRefusal(stunCode: number): [FindingCode, FindingDetails?] {
  const fault = relayFaultOfCode(stunCode);
  switch (fault) {
    case 'unauthorized':
    case 'forbidden':
    case 'quota':
    case 'capacity':
      return [`turn-${fault}`];
    default:
      return ['turn-refused', { stunCode }];
  }
}
