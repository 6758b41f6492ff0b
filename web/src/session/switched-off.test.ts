import { signal } from '@preact/signals-core';
import { expect, it, vi } from 'vitest';
import { keepSwitchedOff } from './switched-off.ts';

type Kind = 'microphone' | 'camera';

const kept = new Map<string, string>();

/** A page of the tab: what its devices are told, and what becomes of them. */
function load() {
  const switchedOff = signal<readonly Kind[]>([]);
  const set = (kind: Kind) => async (on: boolean) => {
    const others = switchedOff.value.filter((one) => one !== kind);
    switchedOff.value = on ? others : [...others, kind];
  };
  const media = { switchedOff, setMicrophoneOn: set('microphone'), setCameraOn: set('camera') };
  const forget = keepSwitchedOff({
    media: media as never,
    tabStorage: {
      get: (key) => kept.get(key) ?? null,
      set: (key, value) => void kept.set(key, value),
      remove: (key) => void kept.delete(key),
    },
    report: vi.fn(),
  });
  return { ...media, forget };
}

it('keeps off over a reload what was off, and on what was switched on again, until the call ends', async () => {
  const first = load();
  expect(first.switchedOff.value).toEqual([]);
  await first.setMicrophoneOn(false);
  await first.setCameraOn(false);
  const second = load();
  expect(second.switchedOff.value).toEqual(['microphone', 'camera']);
  await second.setCameraOn(true);
  const third = load();
  expect(third.switchedOff.value).toEqual(['microphone']);
  third.forget();
  await third.setCameraOn(false);
  expect(kept.size).toBe(0);
});
