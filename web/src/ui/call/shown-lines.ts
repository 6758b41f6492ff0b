import type { Rectangle } from './stage-layout.ts';

/** Of pictures that are as wide as most cameras'. */
const PICTURE_SHAPE = 16 / 9;

/** How high a picture is drawn that fills this place, in pixels of the screen; null before there is a place. */
export function shownLines(place: Rectangle | undefined): number | null {
  if (place === undefined) return null;
  return Math.ceil(Math.max(place.height, place.width / PICTURE_SHAPE) * devicePixelRatio);
}
