import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chooseFeatured,
  layoutStage,
  type Rectangle,
  type StageTile,
  type TileKind,
} from './stage-layout.ts';

const GAP = 8;
const LAPTOP = { width: 1264, height: 700, gap: GAP };
const PHONE = { width: 374, height: 720, gap: GAP };
const SIDEWAYS = { width: 760, height: 374, gap: GAP };
const OLD_PHONE = { width: 304, height: 470, gap: GAP };

const people = (count: number): StageTile[] =>
  Array.from({ length: count }, (_, index) => ({ id: `p${index}`, kind: 'person' }));
const areaOf = ({ width, height }: Rectangle) => width * height;
const overlaps = (one: Rectangle, other: Rectangle) =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

describe('layoutStage', () => {
  it('puts a lonely last row in the middle', () => {
    const places = layoutStage(people(3), LAPTOP, null);
    const [first, second, third] = ['p0', 'p1', 'p2'].map((id) => places.get(id) as Rectangle);
    expect(first?.y).toBe(second?.y);
    expect((third?.x ?? 0) + (third?.width ?? 0) / 2).toBeCloseTo(LAPTOP.width / 2, -1);
  });

  it.each([
    ['a laptop', LAPTOP, 8, 'beside'],
    ['a laptop, full', LAPTOP, 16, 'beside'],
    ['a phone', PHONE, 4, 'below'],
    ['a phone, full', PHONE, 16, 'below'],
    ['a phone held sideways', SIDEWAYS, 4, 'beside'],
    ['a phone held sideways, full', SIDEWAYS, 16, 'beside'],
    ['a small phone, full', OLD_PHONE, 16, 'below'],
  ] as const)('on %s one tile is large and the others stand %3$s it', (_, space, count, side) => {
    const places = layoutStage(people(count), space, 'p2');
    const large = places.get('p2') as Rectangle;
    for (const [id, one] of places) {
      if (id === 'p2') continue;
      expect(areaOf(large), id).toBeGreaterThan(2 * areaOf(one));
      if (side === 'beside') expect(one.x).toBeGreaterThan(large.x + large.width);
      else expect(one.y).toBeGreaterThan(large.y + large.height);
      expect(Math.min(one.width, one.height), id).toBeGreaterThanOrEqual(44);
    }
  });

  it('gives a screen all the room beside the strip, for it is shown whole', () => {
    const places = layoutStage([...people(3), { id: 's', kind: 'screen' }], LAPTOP, 's');
    expect(places.get('s')).toEqual({ x: 0, y: 0, width: LAPTOP.width - 227 - GAP, height: LAPTOP.height });
  });

  it('gives a screen the whole stage where there is nothing else', () => {
    expect(layoutStage([{ id: 's', kind: 'screen' }], PHONE, 's').get('s')).toEqual({
      ...{ x: 0, y: 0 },
      ...{ width: PHONE.width, height: PHONE.height },
    });
  });

  it('lays out a grid when the featured one has gone', () => {
    expect(layoutStage(people(4), LAPTOP, 'gone')).toEqual(layoutStage(people(4), LAPTOP, null));
  });

  it('keeps every tile on the stage and apart from the others, in any space', () => {
    const length = fc.integer({ min: 0, max: 3000 });
    const kinds = fc.constantFrom<TileKind>('person', 'screen', 'own', 'invitation');
    fc.assert(
      fc.property(
        ...[
          fc.array(kinds, { minLength: 1, maxLength: 16 }),
          length,
          length,
          fc.integer({ min: -1, max: 15 }),
        ],
        (list, width, height, featured) => {
          const tiles = list.map((kind, index) => ({ id: `${index}`, kind }));
          const places = layoutStage(tiles, { width, height, gap: GAP }, `${featured}`);
          expect(places.size).toBe(tiles.length);
          const shown = [...places.values()].filter((one) => areaOf(one) > 0);
          for (const one of shown) {
            expect(one.x).toBeGreaterThanOrEqual(0);
            expect(one.y).toBeGreaterThanOrEqual(0);
            expect(one.x + one.width).toBeLessThanOrEqual(width + 1);
            expect(one.y + one.height).toBeLessThanOrEqual(height + 1);
            for (const other of shown) if (other !== one) expect(overlaps(one, other)).toBe(false);
          }
        },
      ),
    );
  });

  it('is nothing where there is no space', () => {
    const places = layoutStage(people(2), { width: 0, height: 0, gap: GAP }, 'p0');
    expect([...places.values()].map(areaOf)).toEqual([0, 0]);
  });
});

describe('chooseFeatured', () => {
  const tiles: StageTile[] = [...people(2), { id: 'own', kind: 'own' }];
  const withScreen: StageTile[] = [...tiles, { id: 's', kind: 'screen' }];
  const wishes = { tiles, pinned: null, speakerView: false, activeSpeaker: 'p1' };

  it.each([
    ['nobody, unless somebody asks', wishes, null],
    ['the speaker in speaker view', { ...wishes, speakerView: true }, 'p1'],
    ['the first person while nobody has spoken', { ...wishes, speakerView: true, activeSpeaker: null }, 'p0'],
    [
      'the first person once the speaker has gone',
      { ...wishes, speakerView: true, activeSpeaker: 'x' },
      'p0',
    ],
    ['a screen before the speaker', { ...wishes, tiles: withScreen, speakerView: true }, 's'],
    ['a pin before a screen', { ...wishes, tiles: withScreen, pinned: 'p0' }, 'p0'],
    ['nobody when the pinned one has gone', { ...wishes, pinned: 'x' }, null],
    [
      'nobody where one is alone',
      { ...wishes, tiles: [{ id: 'own', kind: 'own' } as const], speakerView: true },
      null,
    ],
  ])('shows %s', (_, given, expected) => {
    expect(chooseFeatured(given)).toBe(expected);
  });
});
