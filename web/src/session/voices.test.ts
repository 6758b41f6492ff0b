import { signal } from '@preact/signals-core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Participants } from './participants.ts';
import { createVoices } from './voices.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Person = readonly [id: string, microphoneOn: boolean];

function setUp({ answerMs = 0, people = [['ada', true]] as readonly Person[] } = {}) {
  const asked: (readonly string[])[] = [];
  const all = people.map(([id, on]) => ({ id, microphoneOn: signal(on), speaking: signal(false) }));
  const voices = createVoices({
    clock: {
      schedule(run, delayMs) {
        const timer = setTimeout(run, delayMs);
        return () => clearTimeout(timer);
      },
      now: () => Date.now() + asked.length * answerMs,
    },
    participants: { all: () => all } as unknown as Participants,
    read(ids) {
      asked.push(ids);
      return new Map(ids.map((id) => [id, { rtpTimestamp: asked.length * 960, audioLevel: 0.5 }]));
    },
  });
  voices.start();
  return { asked, all, voices };
}

it('listens to those whose microphone is on, and sees who speaks', async () => {
  const { asked, all, voices } = setUp({
    people: [
      ['ada', true],
      ['bo', false],
    ],
  });
  await vi.advanceTimersByTimeAsync(2_000);
  expect(new Set(asked.flat())).toEqual(new Set(['ada']));
  expect(all.map(({ speaking }) => speaking.value)).toEqual([true, false]);
  voices.stop();
  expect(vi.getTimerCount()).toBe(0);
});

it('asks more seldom where answers take long', async () => {
  const quick = setUp();
  const slow = setUp({ answerMs: 50 });
  await vi.advanceTimersByTimeAsync(10_000);
  expect([quick.asked.length, slow.asked.length]).toEqual([50, 10]);
});
