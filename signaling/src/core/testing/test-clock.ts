import type { Clock } from '../clock.ts';

/** Time that passes only when a test says so. */
export function createTestClock(startMs = 1_800_000_000_000): Clock & { advance(ms: number): void } {
  let nowMs = startMs;
  let order = 0;
  const timers = new Map<number, { readonly atMs: number; readonly callback: () => void }>();
  return {
    now: () => nowMs,
    schedule(callback, delayMs) {
      const key = ++order;
      timers.set(key, { atMs: nowMs + delayMs, callback });
      return () => void timers.delete(key);
    },
    advance(ms) {
      const untilMs = nowMs + ms;
      for (;;) {
        const due = [...timers].filter(([, timer]) => timer.atMs <= untilMs);
        const next = due.sort(([a, x], [b, y]) => x.atMs - y.atMs || a - b)[0];
        if (next === undefined) break;
        timers.delete(next[0]);
        nowMs = next[1].atMs;
        next[1].callback();
      }
      nowMs = untilMs;
    },
  };
}
