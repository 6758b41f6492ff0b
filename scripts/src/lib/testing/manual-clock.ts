import type { Clock } from '#signaling/core/clock';

/** Time that passes when the test says so; promises that are due are settled in between. */
export function createManualClock(startMs = 1_000_000) {
  let now = startMs;
  const due: { at: number; callback: () => void }[] = [];
  const clock: Clock = {
    now: () => now,
    schedule(callback, delayMs) {
      const entry = { at: now + delayMs, callback };
      due.push(entry);
      return () => {
        const index = due.indexOf(entry);
        if (index >= 0) due.splice(index, 1);
      };
    },
  };
  return {
    clock,
    async advance(milliseconds: number) {
      const end = now + milliseconds;
      await settled();
      for (;;) {
        const next = due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        due.splice(due.indexOf(next), 1);
        now = next.at;
        next.callback();
        await settled();
      }
      now = end;
    },
  };
}

/** Everything that only waits for promises has run when the event loop comes round. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
