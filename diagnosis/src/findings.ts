import type { RelayFault, TurnObservation } from './observation.ts';

export type FindingSubject =
  | 'page'
  | 'websocket'
  | 'credentials'
  | 'turn'
  | 'udp'
  | 'nat'
  | 'server'
  | 'certificate';

export type FindingState = 'good' | 'limited' | 'bad' | 'unknown';

/** Every verdict that one line of a diagnosis may give: of what, and how good that is. Codes are stable. */
export const FINDINGS = {
  'page-answers': ['page', 'good'],
  'page-silent': ['page', 'bad'],

  'websocket-open': ['websocket', 'good'],
  'websocket-failed': ['websocket', 'bad'],
  'websocket-not-tried': ['websocket', 'unknown'],

  'credentials-given': ['credentials', 'good'],
  'credentials-rate-limited': ['credentials', 'bad'],
  'credentials-password': ['credentials', 'bad'],
  'credentials-refused': ['credentials', 'bad'],

  'turn-carries': ['turn', 'good'],
  'turn-loses': ['turn', 'limited'],
  'turn-no-bytes': ['turn', 'bad'],
  'turn-not-tried': ['turn', 'unknown'],
  'turn-unauthorized': ['turn', 'bad'],
  'turn-forbidden': ['turn', 'bad'],
  'turn-quota': ['turn', 'bad'],
  'turn-capacity': ['turn', 'bad'],
  'turn-refused': ['turn', 'bad'],
  'turn-no-answer': ['turn', 'bad'],
  'turn-bad-certificate': ['turn', 'bad'],
  'turn-unfinished': ['turn', 'unknown'],
  'turn-contradiction': ['turn', 'unknown'],

  'udp-passes': ['udp', 'good'],
  'udp-silent': ['udp', 'limited'],

  'nat-none': ['nat', 'good'],
  'nat-same-for-all-ports': ['nat', 'good'],
  'nat-one-per-port': ['nat', 'limited'],

  'server-relay-ok': ['server', 'good'],
  'server-relay-fails': ['server', 'bad'],
  'server-relay-unknown': ['server', 'unknown'],
  'server-not-asked': ['server', 'unknown'],

  'certificate-good': ['certificate', 'good'],
  'certificate-expiring': ['certificate', 'limited'],
  'certificate-expired': ['certificate', 'bad'],
} as const satisfies Record<string, readonly [FindingSubject, FindingState]>;

export type FindingCode = keyof typeof FINDINGS;

/** What its text needs, where it is known. */
export interface FindingDetails {
  /** Of the TURN server, as in the observation; texts name transport and port alone. */
  readonly url?: string;
  readonly family?: NonNullable<TurnObservation['family']>;
  readonly roundTripMs?: number;
  readonly bitsPerSecond?: number;
  /** Of the messages sent through the relay, 0 to 100. */
  readonly lostPercent?: number;
  /** Of a STUN error response. */
  readonly stunCode?: number;
  /** Until the certificate ends, rounded down. */
  readonly hoursLeft?: number;
  /** What the server finds wrong with its own relay. */
  readonly fault?: RelayFault;
}

/** The verdict on one thing that was looked at. */
export interface Finding extends FindingDetails {
  readonly about: FindingSubject;
  readonly state: FindingState;
  readonly code: FindingCode;
}

export function finding(code: FindingCode, details: FindingDetails = {}): Finding {
  const [about, state] = FINDINGS[code];
  return { about, state, code, ...details };
}
