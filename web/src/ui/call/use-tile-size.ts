import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { layoutGrid } from './grid-layout.ts';

/** Gives the element's tiles their size, as custom properties, whenever its own size or their number changes. */
export function useTileSize(element: RefObject<HTMLElement | null>, count: number): void {
  useLayoutEffect(() => {
    const grid = element.current;
    if (grid === null) return;
    const measure = () => {
      const gap = Number.parseFloat(getComputedStyle(grid).columnGap) || 0;
      const tile = layoutGrid({ count, width: grid.clientWidth, height: grid.clientHeight, gap });
      grid.style.setProperty('--tile-width', `${tile.width}px`);
      grid.style.setProperty('--tile-height', `${tile.height}px`);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(grid);
    return () => observer.disconnect();
  }, [element, count]);
}
