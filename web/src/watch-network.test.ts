import { expect, it } from 'vitest';
import { SLEPT_MS, watchNetwork } from './watch-network.ts';

function setUp() {
  let now = 0;
  let tick: (() => void) | null = null;
  let changes = 0;
  const connection = new EventTarget();
  const page = Object.assign(new EventTarget(), { navigator: { connection } });
  const stop = watchNetwork({
    page,
    clock: {
      now: () => now,
      schedule(callback) {
        tick = callback;
        return () => {
          tick = null;
        };
      },
    },
    onChange: () => {
      changes += 1;
    },
  });
  return {
    ...{ page, connection, stop },
    pass(ms: number) {
      now += ms;
      tick?.();
    },
    changes: () => changes,
    isTicking: () => tick !== null,
  };
}

it('tells that the machine has slept, once, and not that a page is a little late', () => {
  const { pass, changes } = setUp();
  pass(1_000);
  pass(1_000 + SLEPT_MS);
  expect(changes()).toBe(0);
  pass(60_000);
  expect(changes()).toBe(1);
  pass(1_000);
  expect(changes()).toBe(1);
});

it('tells that the network is back or another one, until it is stopped', () => {
  const { page, connection, stop, changes, isTicking } = setUp();
  page.dispatchEvent(new Event('online'));
  connection.dispatchEvent(new Event('change'));
  expect(changes()).toBe(2);
  stop();
  page.dispatchEvent(new Event('online'));
  connection.dispatchEvent(new Event('change'));
  expect(changes()).toBe(2);
  expect(isTicking()).toBe(false);
});
