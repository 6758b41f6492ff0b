import { expect, test } from 'vitest';
import { offeredFeatures } from './offered-features.ts';

const OLD = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const NEW = { ...OLD, voiceIsolation: true, backgroundBlur: true };

test('what the browser does not know is not offered, whatever the device lists', () => {
  expect(
    offeredFeatures({}, { voiceIsolation: [true, false] }, { backgroundBlur: [true, false] }).features,
  ).toEqual([]);
});

test('what the device can switch is offered', () => {
  const microphone = { echoCancellation: [true, false], voiceIsolation: [false, true] } as object;
  const camera = { backgroundBlur: [false, true] } as object;
  expect(offeredFeatures(NEW, microphone, camera).features).toEqual([
    ...['echoCancellation', 'noiseSuppression', 'autoGainControl'],
    ...['voiceIsolation', 'backgroundBlur'],
  ]);
});

test('what is always off, or always on, cannot be chosen', () => {
  const microphone = { echoCancellation: [false], noiseSuppression: [true], autoGainControl: [] } as object;
  expect(offeredFeatures(NEW, microphone, { backgroundBlur: [true] } as object).features).toEqual([]);
});

test('without capabilities the three old ones are offered, the new ones are not', () => {
  expect(offeredFeatures(NEW, null, null)).toEqual({
    features: ['echoCancellation', 'noiseSuppression', 'autoGainControl'],
    maxLines: null,
    maxFrameRate: null,
  });
});

test('lines are those of the shorter side', () => {
  const camera = { width: { max: 1080 }, height: { max: 1920 }, frameRate: { max: 30 } };
  expect(offeredFeatures(NEW, null, camera)).toMatchObject({ maxLines: 1080, maxFrameRate: 30 });
});
