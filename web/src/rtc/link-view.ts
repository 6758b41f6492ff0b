import type { HealerState } from './healer.ts';
import type { HealingStep } from './healing-policy.ts';
import type { LinkPath } from './selected-path.ts';

/** `recovering`: was connected before. `failed`: nothing has helped for a minute; it is still tried, now and then. */
export type LinkStatus = 'connecting' | 'connected' | 'recovering' | 'failed';

/** What the page draws of a link. */
export interface LinkView {
  readonly status: LinkStatus;
  /** What is being tried to mend it; null while nothing is, or nothing yet. */
  readonly step: Exclude<HealingStep, 'prompt-rebuild' | 'rebuild-or-restart' | 'slow-down'> | null;
  /** The route of the current peer connection; null until it is known. */
  readonly path: LinkPath | null;
  /** The peer's tracks: one object for the life of the link. Null until the peer has described any. */
  readonly stream: MediaStream | null;
  /** The screen that the peer shares, or may share: as `stream`. */
  readonly screenStream: MediaStream | null;
}

export function linkStatus(healer: HealerState, wasConnected: boolean): LinkStatus {
  if (healer === 'slow') return 'failed';
  if (healer === 'idle' && wasConnected) return 'connected';
  return wasConnected ? 'recovering' : 'connecting';
}

export function isSameView(one: LinkView, other: LinkView): boolean {
  return (
    one.status === other.status &&
    one.step === other.step &&
    one.path === other.path &&
    one.stream === other.stream &&
    one.screenStream === other.screenStream
  );
}
