export interface GridSpace {
  readonly count: number;
  /** CSS pixels, as all lengths here. */
  readonly width: number;
  readonly height: number;
  readonly gap: number;
}

export interface TileSize {
  readonly width: number;
  readonly height: number;
}

export interface Grid extends TileSize {
  /** Of the full rows. */
  readonly columns: number;
}

/** Width by height. A camera on a desk gives 16:9; a narrower tile crops its sides, down to where shoulders go. */
const AMONG_OTHERS = { landscape: [6 / 5, 16 / 9], portrait: [9 / 16, 16 / 9] } as const;
/** One alone fills a phone, and nearly any window. */
const ALONE = { landscape: [6 / 5, 2.1], portrait: [0, 16 / 9] } as const;

/** The largest size at which all tiles fit, in rows of equally many; the last row may be shorter. */
export function layoutGrid({ count, width, height, gap }: GridSpace): Grid {
  const ratios = (count === 1 ? ALONE : AMONG_OTHERS)[width >= height ? 'landscape' : 'portrait'];
  let best: Grid = { width: 0, height: 0, columns: 0 };
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const cellWidth = (width - gap * (columns - 1)) / columns;
    const cellHeight = (height - gap * (rows - 1)) / rows;
    const tile = fitInside(cellWidth, cellHeight, ratios);
    if (tile.width * tile.height > best.width * best.height) best = { ...tile, columns };
  }
  return best;
}

function fitInside(width: number, height: number, [narrowest, widest]: readonly [number, number]): TileSize {
  if (width <= 0 || height <= 0) return { width: 0, height: 0 };
  const ratio = Math.min(widest, Math.max(narrowest, width / height));
  return {
    width: Math.floor(Math.min(width, height * ratio)),
    height: Math.floor(Math.min(height, width / ratio)),
  };
}
