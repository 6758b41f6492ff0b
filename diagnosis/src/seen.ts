import type { CauseCode } from './causes.ts';
import type { Finding, FindingCode } from './findings.ts';
import type { Observation, RelayFault } from './observation.ts';
import { type RelayWay, relayWays } from './relay-ways.ts';

/** One look, judged line by line: what the search for its cause goes by. */
export interface Seen {
  readonly webSocket: Observation['webSocket'];
  /** Of TURN URLs. */
  readonly turn: readonly Finding[];
  readonly ways: readonly RelayWay[];
  readonly has: (code: FindingCode) => boolean;
  /** What the server finds wrong with its own relay; null: nothing, or it does not know or was not asked. */
  readonly relayFault: RelayFault | null;
  /** Why there were no credentials; null: there were. */
  readonly credentialsCause: CauseCode | null;
}

export function seenIn(observation: Observation, findings: readonly Finding[]): Seen {
  const turn = findings.filter(({ about }) => about === 'turn');
  const has = (code: FindingCode) => findings.some((finding) => finding.code === code);
  return {
    webSocket: observation.webSocket,
    turn,
    ways: relayWays(turn),
    has,
    relayFault: findings.find(({ code }) => code === 'server-relay-fails')?.fault ?? null,
    credentialsCause: CREDENTIAL_CAUSES.find(([code]) => has(code))?.[1] ?? null,
  };
}

const CREDENTIAL_CAUSES: readonly (readonly [FindingCode, CauseCode])[] = [
  ['credentials-rate-limited', 'rate-limited'],
  ['credentials-password', 'password'],
  ['credentials-refused', 'credentials-refused'],
];
