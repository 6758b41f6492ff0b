import { effect, type ReadonlySignal } from '@preact/signals-core';

/** Subscribes before it looks: some conditions are only kept up while somebody does. */
export function whenTrue(condition: ReadonlySignal<boolean>): Promise<void> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      if (!condition.value) return;
      // Not at once: an effect cannot end itself in its first run.
      queueMicrotask(() => stop());
      resolve();
    });
  });
}
