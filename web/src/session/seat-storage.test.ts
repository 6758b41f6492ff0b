import { expect, test } from 'vitest';
import { holdStoredSeat, writeSeat } from './seat-storage.ts';

function tab({ lockIsFree = true } = {}) {
  const values = new Map<string, string>();
  let nowMs = 1_000_000;
  return {
    tabStorage: {
      get: (key: string) => values.get(key) ?? null,
      set: (key: string, value: string) => void values.set(key, value),
      remove: (key: string) => void values.delete(key),
    },
    holdLock: async () => lockIsFree,
    clock: { now: () => nowMs, schedule: () => () => undefined },
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

const seat = { id: 'seat', resume: 'a.b' };

test('a reloaded tab has the seat that it had', async () => {
  const ports = tab();
  writeSeat(ports, 'room', seat);
  ports.pass(60_000);
  expect(await holdStoredSeat(ports, 'room')).toEqual(seat);
  expect(await holdStoredSeat(ports, 'another room')).toBeNull();
});

test('a tab that the browser brings back later has none, nor has one whose clock was turned back', async () => {
  for (const ms of [60_001, -60_001]) {
    const ports = tab();
    writeSeat(ports, 'room', seat);
    ports.pass(ms);
    expect(await holdStoredSeat(ports, 'room')).toBeNull();
  }
});

test('a duplicated tab has none', async () => {
  const ports = tab({ lockIsFree: false });
  writeSeat(ports, 'room', seat);
  expect(await holdStoredSeat(ports, 'room')).toBeNull();
});
