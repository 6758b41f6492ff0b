import { type ReadonlySignal, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import type { StageSpace } from './stage-layout.ts';

/** The space inside of the element, from the first paint on and whenever it changes; null before. */
export function useStageSpace(element: RefObject<HTMLElement | null>): ReadonlySignal<StageSpace | null> {
  const space = useSignal<StageSpace | null>(null);
  useLayoutEffect(() => {
    const stage = element.current;
    if (stage === null) return;
    const measure = () => {
      const gap = Number.parseFloat(getComputedStyle(stage).columnGap) || 0;
      const { clientWidth: width, clientHeight: height } = stage;
      const known = space.peek();
      if (known?.width === width && known.height === height && known.gap === gap) return;
      space.value = { width, height, gap };
      // Tiles glide when somebody comes or goes; with the edge of a window they go at once.
      stage.dataset.resized = 'true';
      requestAnimationFrame(() => {
        delete stage.dataset.resized;
      });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(stage);
    return () => observer.disconnect();
  }, [element, space]);
  return space;
}
