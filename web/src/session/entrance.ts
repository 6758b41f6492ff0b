import type { Signal } from '@preact/signals-core';
import type { Clock, LinkState } from './ports.ts';
import type { CallPhase } from './view.ts';

/** Where nobody is connected by then. Why so short: it is hardly noticed, and a way through a relay takes twice that. */
export const LONGEST_ENTRANCE_MS = 150;

interface EntranceOptions {
  readonly clock: Clock;
  readonly phase: Signal<CallPhase>;
}

/**
 * Leads from `joining` to `in-call`. Why not at once: to draw a call for the first time keeps a script busy for longer
 * than all that it does to connect, and who is to be seen and heard would come that much later. So it is drawn as soon as
 * somebody is connected, while their first picture is on its way, or else while the browsers look for a way.
 */
export function createEntrance({ clock, phase }: EntranceOptions) {
  let cancel: () => void = () => undefined;

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
      if (status === 'connected') enter();
    },
    stop: () => cancel(),
  };
}
