import type { Rectangle } from './stage-layout.ts';

/** `translate` and not `left` and `top`: a tile that makes room for another is no layout shift, and glides for free. */
export function tileStyle(place: Rectangle | undefined): Record<string, string> {
  if (place === undefined) return { visibility: 'hidden' };
  return {
    translate: `${place.x}px ${place.y}px`,
    width: `${place.width}px`,
    height: `${place.height}px`,
  };
}
