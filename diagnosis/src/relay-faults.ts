import type { RelayFault } from './observation.ts';

/** A fault that the server finds in its own relay is a cause like any other, and has its words there. */
export type RelayCause = `relay-${RelayFault}`;

export function causeOfRelayFault(fault: RelayFault): RelayCause {
  return `relay-${fault}`;
}

/** @param code of a STUN error response (RFC 8656 §18.3, §19; RFC 8489 §14.8) */
export function relayFaultOfCode(code: number): RelayFault {
  return FAULT_OF_CODE.get(code) ?? 'other';
}

const FAULT_OF_CODE: ReadonlyMap<number, RelayFault> = new Map([
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [486, 'quota'],
  [508, 'capacity'],
]);
