import type { LinkStatus } from '../../session/view.ts';

export interface TileFacts {
  readonly link: LinkStatus;
  readonly away: boolean;
  readonly cameraOn: boolean;
  /** A frame has arrived. */
  readonly hasPicture: boolean;
}

/** What a tile must say; null where the picture, or the camera that is off, says all. */
export type TileStatus = 'connecting' | 'recovering' | 'failed' | 'away' | 'waiting' | null;

export function tileStatus({ link, away, cameraOn, hasPicture }: TileFacts): TileStatus {
  if (link !== 'connected') return link;
  if (away) return 'away';
  return cameraOn && !hasPicture ? 'waiting' : null;
}

/** A last frame stays, dimmed, while the connection is mended; it would be a lie once that has failed. */
export function showsPicture({ link, cameraOn, hasPicture }: TileFacts): boolean {
  return cameraOn && hasPicture && link !== 'failed';
}
