import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutGrid } from './grid-layout.ts';

const GAP = 8;
const columnsOf = (width: number, tileWidth: number) => Math.floor((width + GAP) / (tileWidth + GAP));

describe('layoutGrid', () => {
  it.each([
    // [what, count, width, height, columns]
    ['one on a laptop', 1, 1264, 700, 1],
    ['two on a laptop', 2, 1264, 700, 2],
    ['three on a laptop', 3, 1264, 700, 2],
    ['four on a laptop', 4, 1264, 700, 2],
    ['six on a laptop', 6, 1264, 700, 3],
    ['eight on a laptop', 8, 1264, 700, 3],
    ['two on a phone', 2, 374, 700, 1],
    ['three on a phone', 3, 374, 700, 1],
    ['four on a phone', 4, 374, 700, 2],
    ['eight on a phone', 8, 374, 700, 2],
    ['two on a phone held sideways', 2, 740, 374, 2],
    ['four on a phone held sideways', 4, 740, 374, 2],
  ])('%s: %i people in %i×%i stand in %i columns', (_, count, width, height, columns) => {
    const tile = layoutGrid({ count, width, height, gap: GAP });
    expect(Math.min(count, columnsOf(width, tile.width))).toBe(columns);
  });

  it('fills a phone with one person', () => {
    expect(layoutGrid({ count: 1, width: 374, height: 760, gap: GAP })).toMatchObject({
      width: 374,
      height: 760,
    });
  });

  it('always fits, in any space', () => {
    const lengths = fc.integer({ min: 0, max: 4000 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16 }), lengths, lengths, (count, width, height) => {
        const tile = layoutGrid({ count, width, height, gap: GAP });
        expect(tile.width).toBeGreaterThanOrEqual(0);
        if (tile.width === 0 || tile.height === 0) return;
        const columns = Math.min(count, columnsOf(width, tile.width));
        const rows = Math.ceil(count / columns);
        expect(columns * (tile.width + GAP) - GAP).toBeLessThanOrEqual(width);
        expect(rows * (tile.height + GAP) - GAP).toBeLessThanOrEqual(height);
      }),
    );
  });

  it('is nothing where there is no space or nobody', () => {
    expect(layoutGrid({ count: 3, width: 0, height: 500, gap: GAP })).toMatchObject({ width: 0, height: 0 });
    expect(layoutGrid({ count: 0, width: 500, height: 500, gap: GAP })).toMatchObject({
      width: 0,
      height: 0,
    });
  });
});
