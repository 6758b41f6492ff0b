import type { LinkStatus, LinkStep } from '../../session/view.ts';

export interface TileFacts {
  readonly link: LinkStatus;
  readonly linkStep: LinkStep | null;
  readonly away: boolean;
  readonly cameraOn: boolean;
  /** A frame has arrived. */
  readonly hasPicture: boolean;
  /** Their page sends no picture, because their network is too slow for it. */
  readonly videoPaused: boolean;
}

/** What a tile must say; null where the picture, or the camera that is off, says all. */
export type TileStatus = Exclude<LinkStatus, 'connected'> | LinkStep | 'away' | 'paused' | 'waiting' | null;

export function tileStatus(facts: TileFacts): TileStatus {
  const { link, linkStep, away, cameraOn, hasPicture, videoPaused } = facts;
  if (link === 'failed') return link;
  if (link !== 'connected') return linkStep ?? link;
  if (away) return 'away';
  if (cameraOn && videoPaused) return 'paused';
  return cameraOn && !hasPicture ? 'waiting' : null;
}

/** For automation: the value of a tile's `data-state`. */
export function tileState({ link, away }: TileFacts): 'connecting' | 'connected' | 'reconnecting' | 'away' {
  if (link === 'connecting') return 'connecting';
  if (link !== 'connected') return 'reconnecting';
  return away ? 'away' : 'connected';
}

/** A last frame stays, dimmed, while the connection is mended; it would be a lie once that has failed. */
export function showsPicture({ link, cameraOn, hasPicture, videoPaused }: TileFacts): boolean {
  return cameraOn && hasPicture && !videoPaused && link !== 'failed';
}
