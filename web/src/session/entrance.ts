import type { Signal } from '@preact/signals-core';
import { PictureWait } from './picture-wait.ts';
import type { Clock, LinkState } from './ports.ts';
import type { CallPhase } from './view.ts';

interface EntranceOptions {
  readonly clock: Clock;
  readonly phase: Signal<CallPhase>;
}

/** Leads from `joining` to `in-call`: at once into an empty call, and else when there can be somebody to see. */
export function createEntrance({ clock, phase }: EntranceOptions) {
  const wait = new PictureWait(clock, enter);

  function enter(): void {
    wait.stop();
    if (phase.peek() === 'joining') phase.value = 'in-call';
  }

  return {
    /** `peers`: how many others are there. */
    handleJoined(peers: number): void {
      if (peers === 0) enter();
      else if (phase.peek() === 'joining') wait.begin();
    },
    handleLink({ status }: Pick<LinkState, 'status'>): void {
      if (status === 'connected') wait.handleConnected();
    },
    stop: () => wait.stop(),
  };
}
