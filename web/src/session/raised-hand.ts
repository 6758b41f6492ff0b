import { type ReadonlySignal, signal } from '@preact/signals-core';
import type { Participants } from './participants.ts';
import { MAX_HAND } from './view.ts';

export interface RaisedHand {
  readonly hand: ReadonlySignal<number | null>;
  setHandRaised(raised: boolean): void;
}

/**
 * This person's hand. Its number is one above those that are up: so everybody, also who comes later, sees the same order
 * of hands, and no clocks have to agree.
 */
export function createRaisedHand(participants: Participants): RaisedHand {
  const hand = signal<number | null>(null);
  return {
    hand,
    setHandRaised(raised) {
      if (raised === (hand.peek() !== null)) return;
      const highest = Math.max(0, ...participants.all().map((one) => one.hand.peek() ?? 0));
      hand.value = raised ? Math.min(highest + 1, MAX_HAND) : null;
    },
  };
}
