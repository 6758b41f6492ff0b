import { signal } from '@preact/signals-core';
import { beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from '../browser/system-clock.ts';
import { createEntrance } from './entrance.ts';
import { FIRST_PICTURE_MS, LONGEST_WAIT_MS } from './picture-wait.ts';
import type { CallPhase } from './view.ts';

const phase = signal<CallPhase>('joining');
let entrance: ReturnType<typeof createEntrance>;

beforeEach(() => {
  vi.useFakeTimers();
  phase.value = 'joining';
  entrance = createEntrance({ clock: systemClock, phase });
  return () => vi.useRealTimers();
});

it('is at once where nobody else is', () => {
  entrance.handleJoined(0);
  expect([phase.value, vi.getTimerCount()]).toEqual(['in-call', 0]);
});

it('is when the first picture of whoever is connected first can be there', () => {
  entrance.handleJoined(2);
  entrance.handleLink({ status: 'connecting' });
  entrance.handleLink({ status: 'connected' });
  vi.advanceTimersByTime(FIRST_PICTURE_MS - 1);
  entrance.handleLink({ status: 'connected' });
  expect(phase.value).toBe('joining');
  vi.advanceTimersByTime(1);
  expect([phase.value, vi.getTimerCount()]).toEqual(['in-call', 0]);
});

it('does not wait for peers that are not connected', () => {
  entrance.handleJoined(1);
  vi.advanceTimersByTime(LONGEST_WAIT_MS - 1);
  expect(phase.value).toBe('joining');
  vi.advanceTimersByTime(1);
  expect(phase.value).toBe('in-call');
});

it('leads nowhere from a call that is over or was begun', () => {
  entrance.handleJoined(1);
  phase.value = 'over';
  vi.advanceTimersByTime(LONGEST_WAIT_MS);
  entrance.handleJoined(0);
  entrance.handleLink({ status: 'connected' });
  expect([phase.value, vi.getTimerCount()]).toEqual(['over', 0]);
});

it.each([0, 1])('leaves no timer behind, with %i connected', (connected) => {
  entrance.handleJoined(1);
  if (connected > 0) entrance.handleLink({ status: 'connected' });
  entrance.stop();
  expect(vi.getTimerCount()).toBe(0);
});
