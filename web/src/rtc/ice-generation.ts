import type { LinkCandidate } from './link-signal.ts';

/** The ICE generations that a description speaks of, by user name fragment (RFC 8839 §5.4). */
export function ufragsOf(sdp: string): ReadonlySet<string> {
  return new Set([...sdp.matchAll(/^a=ice-ufrag:(\S+)/gm)].map(([, ufrag]) => ufrag ?? ''));
}

/** The ICE generation of a candidate; null when it does not say. */
export function ufragOf({ usernameFragment, candidate }: LinkCandidate): string | null {
  return usernameFragment || (/ ufrag (\S+)/.exec(candidate ?? '')?.[1] ?? null);
}
