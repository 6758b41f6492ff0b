import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BudgetSituation, meshBudget, RESUME_VIDEO_BITRATE, UPLINK_BITRATE } from './mesh-budget.ts';
import { LINK_PATHS } from './selected-path.ts';

const good: BudgetSituation = {
  ...{ people: 2, path: 'direct', availableBitrate: null, loss: 0, lastVideoBitrate: null },
  ...{ isSharing: false, isStarting: false, shownLines: null },
};

describe('the budget of a link', () => {
  it.each([
    ['two people', {}, 40_000, 2_960_000, 720],
    ['four people', { people: 4 }, 40_000, 960_000, 480],
    ['eight people', { people: 8 }, 40_000, 388_571, 360],
    ['nobody else yet', { people: 1 }, 40_000, 2_960_000, 720],
    ['a route not known yet', { path: null }, 40_000, 2_960_000, 720],
    ['a relay over UDP', { path: 'relay-udp' }, 40_000, 2_960_000, 720],
    ['a relay over TCP', { path: 'relay-tcp' }, 40_000, 1_160_000, 480],
    ['a relay over 443, four people', { path: 'relay-tls', people: 4 }, 40_000, 360_000, 360],
    ['an estimate of 1 Mbit/s', { availableBitrate: 1_000_000 }, 40_000, 810_000, 480],
    ['a third of 1 Mbit/s', { people: 4, availableBitrate: 333_000 }, 40_000, 243_050, 240],
    ['some loss', { availableBitrate: 1_000_000, loss: 0.05 }, 40_000, 648_000, 480],
    ['much loss', { availableBitrate: 1_000_000, loss: 0.2 }, 40_000, 405_000, 360],
    ['hardly room for a picture', { availableBitrate: 110_000 }, 24_000, 69_500, 180],
    ['more room than before', { lastVideoBitrate: 200_000 }, 40_000, 230_000, 240],
    ['less room than before', { availableBitrate: 300_000, lastVideoBitrate: 900_000 }, 40_000, 215_000, 240],
    ['a connection that begins', { isStarting: true }, 40_000, 2_960_000, 360],
    ['a narrow one that begins', { isStarting: true, availableBitrate: 200_000 }, 40_000, 130_000, 240],
    ['a tile of 180 lines', { shownLines: 180 }, 40_000, 120_000, 180],
    ['a tile of 200 lines', { shownLines: 200 }, 40_000, 250_000, 240],
    ['a tile of 500 lines', { shownLines: 500 }, 40_000, 2_960_000, 720],
    ['a tile that is larger than all pictures', { shownLines: 4_320 }, 40_000, 2_960_000, 720],
    ['a large tile and little room', { shownLines: 720, availableBitrate: 300_000 }, 40_000, 215_000, 240],
    ['a small tile that begins', { shownLines: 90, isStarting: true }, 40_000, 120_000, 180],
    ['room again', { lastVideoBitrate: 0 }, 40_000, RESUME_VIDEO_BITRATE, 240],
  ] as const)('with %s', (_, change, audio, video, maxHeight) => {
    const budget = meshBudget({ ...good, ...change });
    expect(budget.audio).toEqual({ active: true, maxBitrate: audio });
    expect(budget.video).toMatchObject({ active: true, maxBitrate: video, maxHeight });
  });

  it.each([
    ['no room', { availableBitrate: 80_000 }, 24_000],
    ['none at all', { availableBitrate: 0 }, 24_000],
    ['too little to begin again', { availableBitrate: 150_000, lastVideoBitrate: 0 }, 40_000],
  ] as const)('stops the video with %s, and never the sound', (_, change, audio) => {
    const budget = meshBudget({ ...good, ...change });
    expect(budget.video).toEqual({ active: false, maxBitrate: 0 });
    expect(budget.audio).toEqual({ active: true, maxBitrate: audio });
  });

  it.each([
    ['two people', {}, 740_000, 480, 2_220_000],
    ['four people', { people: 4 }, 240_000, 240, 720_000],
    ['little room', { availableBitrate: 250_000 }, 0, undefined, 172_500],
  ] as const)('gives a screen most of it, with %s', (_, change, camera, maxHeight, screenBitrate) => {
    const { video, screen } = meshBudget({ ...good, isSharing: true, ...change });
    expect(video).toMatchObject({ active: camera > 0, maxBitrate: camera });
    expect(video.maxHeight).toBe(maxHeight);
    expect(screen).toEqual({ active: true, maxBitrate: screenBitrate });
  });

  it('stops a screen too where there is no room at all', () => {
    const { screen } = meshBudget({ ...good, isSharing: true, availableBitrate: 50_000 });
    expect(screen).toEqual({ active: false, maxBitrate: 0 });
  });

  it('never asks for more than the share of an uplink, nor for more than was measured beyond the sound', () => {
    const situation = fc.record<BudgetSituation>({
      people: fc.integer({ min: 1, max: 16 }),
      path: fc.constantFrom(null, ...LINK_PATHS),
      availableBitrate: fc.option(fc.integer({ min: 0, max: 50_000_000 })),
      loss: fc.double({ min: 0, max: 1, noNaN: true }),
      lastVideoBitrate: fc.option(fc.integer({ min: 0, max: 3_000_000 })),
      isSharing: fc.boolean(),
      isStarting: fc.boolean(),
      shownLines: fc.option(fc.integer({ min: 1, max: 4_320 })),
    });
    fc.assert(
      fc.property(situation, (one) => {
        const { audio, video, screen, videoBitrate } = meshBudget(one);
        const sum = audio.maxBitrate + video.maxBitrate + (screen?.maxBitrate ?? 0);
        const videos = video.maxBitrate + (screen?.maxBitrate ?? 0);
        if (one.shownLines === null) expect(videos).toBe(videoBitrate);
        else expect(videos).toBeLessThanOrEqual(videoBitrate);
        expect(sum * Math.max(one.people - 1, 1)).toBeLessThanOrEqual(UPLINK_BITRATE + one.people);
        if (one.availableBitrate !== null && videoBitrate > 0)
          expect(sum).toBeLessThanOrEqual(one.availableBitrate + 1);
      }),
    );
  });
});
