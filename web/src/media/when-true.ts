import { effect, type ReadonlySignal } from '@preact/signals-core';

export function whenTrue(condition: ReadonlySignal<boolean>): Promise<void> {
  if (condition.peek()) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = effect(() => {
      if (!condition.value) return;
      // Not at once: an effect cannot end itself in its first run.
      queueMicrotask(() => stop());
      resolve();
    });
  });
}
