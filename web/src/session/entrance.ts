import type { Signal } from '@preact/signals-core';
import type { Clock, LinkState } from './ports.ts';
import type { CallPhase } from './view.ts';

/** Where nobody is connected by then. Why so long: a way through a relay takes less, and a second would be noticed. */
export const LONGEST_ENTRANCE_MS = 500;

/** From the first connection. Why: the first picture takes nearly as long, and is there when the call is seen. */
export const FIRST_PICTURE_MS = 150;

interface EntranceOptions {
  readonly clock: Clock;
  readonly phase: Signal<CallPhase>;
}

/**
 * Leads from `joining` to `in-call`. Why not at once: to draw a call for the first time keeps a script busy for longer
 * than all that it does to connect, and who is to be seen and heard would come that much later. So it is drawn when the first
 * picture of somebody has come, or else while the browsers look for a way.
 */
export function createEntrance({ clock, phase }: EntranceOptions) {
  let cancel: () => void = () => undefined;
  /** Whether somebody is connected. */
  let hasCompany = false;

  function enter(): void {
    cancel();
    if (phase.peek() === 'joining') phase.value = 'in-call';
  }

  return {
    /** `peers`: how many others are there. */
    handleJoined(peers: number): void {
      cancel();
      if (peers === 0) enter();
      else if (phase.peek() === 'joining') cancel = clock.schedule(enter, LONGEST_ENTRANCE_MS);
    },
    handleLink({ status }: Pick<LinkState, 'status'>): void {
      if (status !== 'connected' || hasCompany || phase.peek() !== 'joining') return;
      hasCompany = true;
      cancel();
      cancel = clock.schedule(enter, FIRST_PICTURE_MS);
    },
    stop: () => cancel(),
  };
}
