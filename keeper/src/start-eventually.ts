import type { Clock } from '#signaling/core/clock';
import { sleep } from './clock.ts';
import { fileProblem } from './file-problem.ts';
import { problemLine, type Result } from './result.ts';

/** Why 5 s: soon enough for a person who has just made room, rare enough for a log that is watched. */
const TRY_AGAIN_MS = 5_000;

export interface StartEventuallyOptions<Value> {
  /** One try, from the start; may throw. */
  readonly attempt: () => Promise<Result<Value>>;
  /** Told when what is wrong has changed: one line per problem. */
  readonly report: (lines: readonly string[]) => void;
  readonly clock: Clock;
}

/**
 * Tries until it succeeds. What is wrong here is for a person to mend, and an engine that starts the container again and
 * again would only bury the line that says so.
 */
export async function startEventually<Value>({
  attempt,
  report,
  clock,
}: StartEventuallyOptions<Value>): Promise<Value> {
  let reported = '';
  for (;;) {
    const result = await attempted(attempt);
    if (result.ok) return result.value;
    const lines = result.problems.map(problemLine);
    if (lines.join('\n') !== reported) report(lines);
    reported = lines.join('\n');
    await sleep(clock, TRY_AGAIN_MS);
  }
}

async function attempted<Value>(attempt: () => Promise<Result<Value>>): Promise<Result<Value>> {
  try {
    return await attempt();
  } catch (error) {
    return { ok: false, problems: [fileProblem(error)] };
  }
}
