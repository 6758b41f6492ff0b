/** Why the relay does not relay, with cause and cure for whoever runs it. Codes are stable; texts may change. */
export const RELAY_FAULTS = {
  timeout:
    'coturn does not answer: see whether it runs, and whether a packet filter drops UDP to TURN_PROBE.',
  unauthorized:
    'coturn does not take our credential (401): see whether its turn_secret table holds the secret of TURN_SECRET, for its realm, and whether the clocks of both agree.',
  forbidden:
    'coturn refuses (403): either it is draining before a restart, or allowed-peer-ip does not name its own relay address; see external-ip and relay-ip.',
  quota:
    'coturn has no allocation left to give (486): see user-quota and total-quota, and who uses the relay so much.',
  capacity: 'coturn has no port left to relay from (508): widen min-port to max-port.',
  'no-bytes':
    'coturn gives allocations but carries nothing from one to the other: see whether packets from coturn to its own relay address are dropped, and whether external-ip is right.',
  name: 'the host of TURN_PROBE has no address: see whether coturn runs, and whether the name is spelled right.',
  other: 'coturn answers with an error that Burrow does not expect: see its log at this time.',
} as const;

export type RelayFault = keyof typeof RELAY_FAULTS;

/** `unknown`: nobody has looked yet, or nobody looks. */
export type RelayStatus = 'ok' | RelayFault | 'unknown';
