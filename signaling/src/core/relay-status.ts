import type { RelayFault } from '#diagnosis';

/** What the last probe of the relay found. `unknown`: nobody has looked yet, or nobody looks. */
export type RelayStatus = 'ok' | RelayFault | 'unknown';
