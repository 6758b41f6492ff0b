import { expect, it } from 'vitest';
import type { DirectionDetails, LinkDetails, StreamDetails } from './link-details.ts';
import { FIRST_MARK, markQuality, type QualityMark } from './link-quality.ts';

const stream: StreamDetails = {
  ...{
    kind: 'video',
    bitrate: 1,
    codec: 'VP8',
    width: 1,
    height: 1,
    framesPerSecond: 1,
    jitterMs: 5,
    freezes: 0,
  },
};
const flow: DirectionDetails = { bitrate: 1, loss: 0, streams: [stream] };
const good: LinkDetails = {
  ...{ route: null, roundTripMs: 40, availableBitrate: null, sending: flow, receiving: flow },
};
const poor: LinkDetails = { ...good, roundTripMs: 900 };

/** The mark after each of the looks. */
function follow(looks: readonly LinkDetails[], from: QualityMark = FIRST_MARK): string[] {
  let mark = from;
  return looks.map((look) => {
    mark = markQuality(mark, look);
    return mark.quality;
  });
}

it.each([
  ['nothing wrong', good, 'good'],
  ['nothing known', { ...good, roundTripMs: null, sending: { ...flow, loss: null } }, 'good'],
  ['a long way', { ...good, roundTripMs: 350 }, 'fair'],
  ['some loss of what is sent', { ...good, sending: { ...flow, loss: 0.04 } }, 'fair'],
  ['jitter', { ...good, receiving: { ...flow, streams: [{ ...stream, jitterMs: 90 }] } }, 'fair'],
  ['a picture that froze', { ...good, receiving: { ...flow, streams: [{ ...stream, freezes: 1 }] } }, 'fair'],
  [
    'a shared screen that stood still',
    { ...good, receiving: { ...flow, streams: [{ ...stream, kind: 'screen', freezes: 1 }] } },
    'good',
  ],
  ['much loss of what is received', { ...good, receiving: { ...flow, loss: 0.12 } }, 'poor'],
  ['a way that is too long to talk', poor, 'poor'],
] as const)('marks %s', (_, look, quality) => {
  expect(follow([look, look]).at(-1)).toBe(quality);
});

it('does not mind one bad look', () => {
  expect(follow([poor, good, poor, good])).toEqual(['good', 'good', 'good', 'good']);
});

it('trusts what has become better only after a while', () => {
  expect(
    follow([good, good, good, poor, good, good, good, good], { ...FIRST_MARK, quality: 'poor' }),
  ).toEqual(['poor', 'poor', 'poor', 'poor', 'poor', 'poor', 'poor', 'good']);
});
