import { type Signal, signal } from '@preact/signals';

export type Corner = 'top-left' | 'top-right' | 'bottom-right' | 'bottom-left';

/** How this person wants to see the others. Nobody else is told. */
export interface StageView {
  /** Id of the tile that stays large; null for none. */
  readonly pinned: Signal<string | null>;
  /** Whoever speaks is large. */
  readonly speakerView: Signal<boolean>;
  readonly ownHidden: Signal<boolean>;
  /** Where the own picture floats in a call of two. */
  readonly ownCorner: Signal<Corner>;
}

export const OWN_TILE = 'own';

/** Clockwise, as a person moves the picture from one to the next. */
export const CORNERS: readonly Corner[] = ['bottom-right', 'bottom-left', 'top-left', 'top-right'];

export function createStageView(): StageView {
  return {
    pinned: signal(null),
    speakerView: signal(false),
    ownHidden: signal(false),
    ownCorner: signal('bottom-right'),
  };
}

export function nextCorner(corner: Corner): Corner {
  return CORNERS[(CORNERS.indexOf(corner) + 1) % CORNERS.length] ?? 'bottom-right';
}

/** The corner of a space that a point is nearest to. */
export function cornerAt(x: number, y: number, space: { width: number; height: number }): Corner {
  return `${y < space.height / 2 ? 'top' : 'bottom'}-${x < space.width / 2 ? 'left' : 'right'}`;
}
