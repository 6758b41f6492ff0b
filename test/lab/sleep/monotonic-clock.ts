import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requirePrograms } from '../requirements.ts';
import { run } from '../run.ts';

const SOURCE = fileURLToPath(new URL('./monotonic-clock.c', import.meta.url));

/** The monotonic clock of the programs that are started with its environment: it stands still while their machine sleeps. */
export interface MonotonicClock {
  readonly env: Readonly<Record<string, string>>;
  /** So many milliseconds did not pass. */
  leaveOut(ms: number): Promise<void>;
}

/** `directory` takes the library and the time that was slept. */
export async function buildMonotonicClock(directory: string): Promise<MonotonicClock> {
  requirePrograms('gcc');
  const library = join(directory, 'monotonic-clock.so');
  const slept = join(directory, 'slept');
  await run(['gcc', '-shared', '-fPIC', '-O2', '-nostdlib', '-fno-builtin', '-o', library, SOURCE]);
  let sleptMs = 0;
  // In place: the programs have mapped the file.
  const tell = () => writeFile(slept, nanoseconds(sleptMs), { flag: sleptMs === 0 ? 'w' : 'r+' });
  await tell();
  return {
    env: { LD_PRELOAD: library, BURROW_LAB_SLEPT: slept },
    async leaveOut(ms) {
      sleptMs += ms;
      await tell();
    },
  };
}

function nanoseconds(ms: number): BigInt64Array {
  return new BigInt64Array([BigInt(Math.round(ms * 1e6))]);
}
