import { effect, type ReadonlySignal, signal } from '@preact/signals-core';
import type { Clock } from '../session/ports.ts';
import type { TrackSlot } from './track-slot.ts';

/** Why: systems give a source back by themselves within a second, for instance when a page comes to the front. */
const GRACE_MS = 1_500;

export interface InterruptionMender {
  /** Taking the device again did not help, or another touch is needed. */
  readonly needsGesture: ReadonlySignal<boolean>;
  close(): void;
}

/**
 * A source that the system holds back (a phone call, a page in the background of a phone) mostly comes back by itself.
 * Where it does not, it is taken again once, unasked; after that the person is asked.
 */
export function createInterruptionMender(
  slot: Pick<TrackSlot, 'interrupted' | 'on' | 'retake'>,
  visible: ReadonlySignal<boolean>,
  clock: Pick<Clock, 'schedule'>,
): InterruptionMender {
  const needsGesture = signal(false);
  let hasTried = false;
  const stop = effect(() => {
    const isBroken = slot.interrupted.value && slot.on.value;
    if (!isBroken) {
      needsGesture.value = false;
      // A source that was given back after the attempt may be taken away again: that is another interruption.
      return clock.schedule(() => {
        hasTried = false;
      }, GRACE_MS);
    }
    if (!visible.value) return;
    return clock.schedule(() => {
      if (hasTried) {
        needsGesture.value = true;
        return;
      }
      hasTried = true;
      void retake();
    }, GRACE_MS);
  });

  async function retake(): Promise<void> {
    await slot.retake();
    if (slot.interrupted.peek() && slot.on.peek()) needsGesture.value = true;
  }

  return { needsGesture, close: stop };
}
