import { expect, test } from 'vitest';
import { createSpeechDetector } from './speech-detector.ts';

const hits = (levels: readonly number[]) => levels.filter(createSpeechDetector()).length;
const times = (count: number, level: number) => Array.from({ length: count }, () => level);

test('speech is told once', () => expect(hits(times(40, 0.7))).toBe(1));

test('speech with pauses between words is one utterance', () => {
  expect(hits([...times(3, 0.7), 0, 0, ...times(4, 0.7), 0, ...times(9, 0.6)])).toBe(1);
});

test('it is told again after silence', () => {
  expect(hits([...times(8, 0.7), ...times(10, 0), ...times(8, 0.7)])).toBe(2);
});

test('a cough and a quiet room are none', () => {
  expect(hits([...times(4, 1), ...times(10, 0.1), ...times(4, 1), ...times(10, 0.3)])).toBe(0);
});
