import { sleep } from '#keeper/clock';
import { failure, type Problem, type Result } from '#keeper/result';
import type { Clock } from '#signaling/core/clock';
import type { Child } from './child.ts';

/** Keeps one program running. */
export interface Supervisor {
  /** Resolves once the program is ready, or could not get there. To be called once. */
  start(): Promise<Result<void>>;
  /** Resolves when it is given up, with the cause. */
  readonly gaveUp: Promise<Problem>;
  /** Resolves when nothing of it is left. May be called at any time, also twice. */
  stop(): Promise<void>;
}

export interface SupervisorOptions {
  /** For messages. */
  readonly name: string;
  readonly spawn: () => Child;
  /** Resolves when the program is ready, or with what keeps it from it; `ended` aborts when it has ended before. */
  readonly whenReady: (child: Child, ended: AbortSignal) => Promise<Result<void>>;
  readonly clock: Clock;
  /** Says that the program ended and is started again. */
  readonly note: (text: string) => void;
  readonly cure: string;
}

/** Why five in a minute: a program that lives longer is worth keeping; one that does not will not get better. */
const DEATHS_UNTIL_GIVEN_UP = 5;
const DEATHS_WITHIN_MS = 60_000;
const BACKOFF_MS = [500, 1_000, 2_000, 4_000] as const;

/** Why 10 s: coturn takes up to five to end, the service at most five. */
const STOP_LIMIT_MS = 10_000;

const KEPT_LINES = 20;

export function createSupervisor(options: SupervisorOptions): Supervisor {
  const { name, spawn, whenReady, clock, note, cure } = options;
  const deaths: number[] = [];
  let current: { child: Child; lastLines: string[] } | null = null;
  let stopping = false;
  let giveUp: (problem: Problem) => void = () => undefined;
  const gaveUp = new Promise<Problem>((resolve) => {
    giveUp = resolve;
  });

  return {
    gaveUp,
    async start() {
      const ready = await launch();
      if (ready.ok) void keepRunning();
      return ready;
    },
    async stop() {
      stopping = true;
      if (current) await end(current.child);
    },
  };

  async function launch(): Promise<Result<void>> {
    const child = spawn();
    const lastLines: string[] = [];
    current = { child, lastLines };
    child.onLine((line) => {
      lastLines.push(line);
      if (lastLines.length > KEPT_LINES) lastLines.shift();
    });
    const ended = new AbortController();
    const died = child.ended.then(({ how }) => {
      ended.abort();
      return failure('child-died', `${name} ended ${how} before it was ready${lastWords(lastLines)}`, cure);
    });
    const ready = await Promise.race([whenReady(child, ended.signal), died]);
    if (!ready.ok) await end(child);
    return ready;
  }

  async function keepRunning(): Promise<void> {
    for (;;) {
      if (current === null) return;
      const { child, lastLines } = current;
      const { how } = await child.ended;
      if (stopping) return;
      const now = clock.now();
      deaths.push(now);
      const recent = deaths.filter((at) => now - at < DEATHS_WITHIN_MS).length;
      if (recent >= DEATHS_UNTIL_GIVEN_UP) {
        const cause = `${name} ended ${recent} times within a minute, the last time ${how}${lastWords(lastLines)}`;
        return giveUp({ code: 'child-given-up', cause, cure });
      }
      const delayMs = BACKOFF_MS[Math.min(recent, BACKOFF_MS.length) - 1] ?? 0;
      note(`${name} ended ${how}; starting it again in ${delayMs / 1000} s`);
      await sleep(clock, delayMs);
      if (stopping) return;
      // When it does not get ready it has been ended, which counts as a death in the next round.
      const ready = await launch();
      if (ready.ok) note(`${name} is back`);
      else note(ready.problems.map(({ cause }) => cause).join('; '));
    }
  }

  async function end(child: Child): Promise<void> {
    child.signal('SIGTERM');
    const callOff = clock.schedule(() => child.signal('SIGKILL'), STOP_LIMIT_MS);
    await child.ended;
    callOff();
  }
}

function lastWords(lines: readonly string[]): string {
  const last = lines.findLast((line) => /\S/.test(line));
  return last === undefined ? '' : `; its last line was "${last.trim()}"`;
}
