import { type ReadonlySignal, signal } from '@preact/signals-core';

/** Whether the page can be seen. Listens only while somebody wants to know, so that nothing is left over. */
export function createPageVisibility(document: Document): ReadonlySignal<boolean> {
  const update = () => {
    visible.value = !document.hidden;
  };
  const visible = signal(!document.hidden, {
    watched() {
      document.addEventListener('visibilitychange', update);
      update();
    },
    unwatched: () => document.removeEventListener('visibilitychange', update),
  });
  return visible;
}
