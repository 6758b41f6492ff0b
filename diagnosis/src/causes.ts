import type { RelayCause } from './relay-faults.ts';

/** Who can change it. `tester`: whoever looks, by looking again in another way or at another time. */
export type Blame = 'nobody' | 'tester' | 'guest-network' | 'server' | 'unknown';

/** Every cause that a diagnosis may name, and who can cure it. Codes are stable; docs/diagnosis.md explains each. */
export const CAUSES = {
  'all-well': 'nobody',
  'certificate-expiring': 'server',

  'udp-port-blocked': 'guest-network',
  'udp-blocked': 'guest-network',
  'only-443': 'guest-network',
  'turns-blocked': 'guest-network',
  'some-ways-fail': 'unknown',
  'one-family-fails': 'unknown',
  lossy: 'guest-network',
  'server-check-fails': 'server',
  'certificate-expired': 'server',
  'certificate-untrusted': 'server',

  offline: 'guest-network',
  'page-silent': 'server',
  'websocket-failed': 'unknown',
  'rate-limited': 'tester',
  password: 'tester',
  'credentials-refused': 'unknown',

  'no-relay': 'server',
  'not-tried': 'tester',
  unfinished: 'tester',
  contradiction: 'tester',

  'relay-blocked': 'guest-network',
  'relay-silent': 'unknown',
  'no-allocation': 'unknown',
  'bytes-lost': 'unknown',
  'relay-timeout': 'server',
  'relay-unauthorized': 'server',
  'relay-forbidden': 'server',
  'relay-quota': 'server',
  'relay-capacity': 'server',
  'relay-no-bytes': 'server',
  'relay-name': 'server',
  'relay-certificate': 'server',
  'relay-other': 'server',
} as const satisfies Record<string, Blame> & Record<RelayCause, Blame>;

export type CauseCode = keyof typeof CAUSES;
