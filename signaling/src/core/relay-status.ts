import type { RelayFault } from '#diagnosis';

/** What the last probe of a relay found. `unknown`: nobody has looked yet, or nobody looks. */
export type RelayStatus = 'ok' | RelayFault | 'unknown';

/** One TURN URL as the service itself finds it. */
export interface RelayView {
  readonly url: string;
  readonly status: RelayStatus;
  /** Into the relay, across it and back; null unless the last probe succeeded. */
  readonly roundTripMs: number | null;
  /** ISO 8601; null: not yet, or nobody looks. */
  readonly probedAt: string | null;
  /** Whether people in calls are told of it. */
  readonly isHandedOut: boolean;
}
