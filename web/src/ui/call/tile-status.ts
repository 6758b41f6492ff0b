import type { LinkStatus, LinkStep } from '../../session/view.ts';

export interface TileFacts {
  readonly link: LinkStatus;
  readonly linkStep: LinkStep | null;
  readonly away: boolean;
  readonly cameraOn: boolean;
  /** A frame has arrived. */
  readonly hasPicture: boolean;
}

/** What a tile must say; null where the picture, or the camera that is off, says all. */
export type TileStatus = Exclude<LinkStatus, 'connected'> | LinkStep | 'away' | 'waiting' | null;

export function tileStatus({ link, linkStep, away, cameraOn, hasPicture }: TileFacts): TileStatus {
  if (link === 'failed') return link;
  if (link !== 'connected') return linkStep ?? link;
  if (away) return 'away';
  return cameraOn && !hasPicture ? 'waiting' : null;
}

/** For automation: the value of a tile's `data-state`. */
export function tileState({ link, away }: TileFacts): 'connecting' | 'connected' | 'reconnecting' | 'away' {
  if (link === 'connecting') return 'connecting';
  if (link !== 'connected') return 'reconnecting';
  return away ? 'away' : 'connected';
}

/** A last frame stays, dimmed, while the connection is mended; it would be a lie once that has failed. */
export function showsPicture({ link, cameraOn, hasPicture }: TileFacts): boolean {
  return cameraOn && hasPicture && link !== 'failed';
}
