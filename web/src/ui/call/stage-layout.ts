import { layoutGrid } from './grid-layout.ts';

/** `screen`: what somebody shares; it is shown whole, and large. */
export type TileKind = 'screen' | 'person' | 'own' | 'invitation';

export interface StageTile {
  readonly id: string;
  readonly kind: TileKind;
}

/** CSS pixels, from the upper left corner of the stage. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface StageSpace {
  readonly width: number;
  readonly height: number;
  readonly gap: number;
}

/** A tile whose short side is below this shows nobody; the strip takes more of the stage first. */
const LEAST_SIDE = 72;
const STRIP_SHARES = [0.18, 0.26, 0.34, 0.45] as const;

/**
 * Where each tile stands: all alike, or one large and the others in a strip beside it (below it on an upright stage).
 * Nothing ever has to be scrolled.
 */
export function layoutStage(
  tiles: readonly StageTile[],
  space: StageSpace,
  featured: string | null,
): ReadonlyMap<string, Rectangle> {
  const large = tiles.find(({ id }) => id === featured);
  if (large === undefined) return fillGrid(tiles, { x: 0, y: 0, ...space }, space.gap);
  const others = tiles.filter((tile) => tile !== large);
  if (others.length === 0) return fillLarge(large, { x: 0, y: 0, ...space }, space.gap);
  const { main, strip } = chooseStrip(others.length, space);
  return new Map([...fillLarge(large, main, space.gap), ...fillGrid(others, strip, space.gap)]);
}

export interface FeatureWishes {
  readonly tiles: readonly StageTile[];
  readonly pinned: string | null;
  readonly speakerView: boolean;
  readonly activeSpeaker: string | null;
}

/** Which tile is large: what the person pinned, then a screen that is shared, then, if they want that, who speaks. */
export function chooseFeatured({ tiles, pinned, speakerView, activeSpeaker }: FeatureWishes): string | null {
  const has = (id: string | null) => id !== null && tiles.some((tile) => tile.id === id);
  if (has(pinned)) return pinned;
  const screen = tiles.find(({ kind }) => kind === 'screen');
  if (screen !== undefined) return screen.id;
  if (!speakerView) return null;
  if (has(activeSpeaker)) return activeSpeaker;
  return tiles.find(({ kind }) => kind === 'person')?.id ?? null;
}

function fillGrid(tiles: readonly StageTile[], area: Rectangle, gap: number): Map<string, Rectangle> {
  const { width, height, columns } = layoutGrid({ count: tiles.length, ...area, gap });
  const rows = Math.ceil(tiles.length / Math.max(columns, 1));
  const top = area.y + (area.height - rows * (height + gap) + gap) / 2;
  return new Map(
    tiles.map(({ id }, index) => {
      const row = Math.floor(index / columns);
      const inRow = Math.min(columns, tiles.length - row * columns);
      const left = area.x + (area.width - inRow * (width + gap) + gap) / 2;
      return [
        id,
        place(left + (index - row * columns) * (width + gap), top + row * (height + gap), width, height),
      ];
    }),
  );
}

/** A screen gets all the room there is, and shows itself whole in it; a person's sides may be cropped. */
function fillLarge(tile: StageTile, area: Rectangle, gap: number): Map<string, Rectangle> {
  if (tile.kind !== 'screen') return fillGrid([tile], area, gap);
  return new Map([[tile.id, place(area.x, area.y, Math.max(area.width, 0), Math.max(area.height, 0))]]);
}

function chooseStrip(count: number, { width, height, gap }: StageSpace) {
  const isWide = width >= height;
  const split = (share: number) => {
    const depth = Math.floor((isWide ? width : height) * share);
    return isWide
      ? {
          main: place(0, 0, width - depth - gap, height),
          strip: place(width - depth, 0, depth, height),
        }
      : {
          main: place(0, 0, width, height - depth - gap),
          strip: place(0, height - depth, width, depth),
        };
  };
  const choices = STRIP_SHARES.map(split);
  const isEnough = ({ strip }: ReturnType<typeof split>) => {
    const tile = layoutGrid({ count, ...strip, gap });
    return Math.min(tile.width, tile.height) >= LEAST_SIDE;
  };
  return choices.find(isEnough) ?? split(Math.max(...STRIP_SHARES));
}

/** Whole pixels: a picture between two pixels is blurred. */
function place(x: number, y: number, width: number, height: number): Rectangle {
  return { x: Math.round(x), y: Math.round(y), width: Math.floor(width), height: Math.floor(height) };
}
