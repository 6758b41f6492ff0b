import type { LoggedProblem } from '#protocol';
import type { Clock } from './clock.ts';
import type { Logger } from './logger.ts';

export interface ProblemLog {
  /** Logs as the one that was given, and remembers what it logs at `warn` or above. */
  readonly log: Logger;
  /** The newest first. */
  recent(): readonly LoggedProblem[];
}

/** Why 30: more different problems than one deployment has at once, and few enough to read. */
const MOST_PROBLEMS = 30;

/**
 * The last problems that were logged. Of each line only what cannot hold anybody's data is taken: the message, which is
 * constant, a code in the form of codes, and the cure that the code itself wrote. The same again is counted, not repeated.
 */
export function createProblemLog(log: Logger, clock: Pick<Clock, 'now'>): ProblemLog {
  const problems = new Map<string, LoggedProblem>();

  function note(level: LoggedProblem['level'], data: object, message: string): void {
    const at = new Date(clock.now()).toISOString();
    const code = codeIn(data);
    const key = `${code} ${message}`;
    const before = problems.get(key);
    // Anew, so that it is the newest.
    problems.delete(key);
    problems.set(key, {
      ...{ level, code, text: message, cure: cureIn(data) },
      ...{ count: (before?.count ?? 0) + 1, firstAt: before?.firstAt ?? at, lastAt: at },
    });
    const [oldest] = problems.keys();
    if (problems.size > MOST_PROBLEMS && oldest !== undefined) problems.delete(oldest);
  }

  return {
    log: {
      error(data, message) {
        note('error', data, message);
        log.error(data, message);
      },
      warn(data, message) {
        note('warn', data, message);
        log.warn(data, message);
      },
      info: (data, message) => log.info(data, message),
      debug: (data, message) => log.debug(data, message),
    },
    recent: () => [...problems.values()].reverse(),
  };
}

const CODE = /^[A-Za-z][\w-]{0,59}$/;

/** Its own, or that of an error (`ECONNREFUSED`). */
function codeIn(data: object): string | null {
  const { code, err } = data as { readonly code?: unknown; readonly err?: { readonly code?: unknown } };
  return (
    ([code, err?.code].find((one) => typeof one === 'string' && CODE.test(one)) as string | null) ?? null
  );
}

/** What to do, as the line says it for people: of this program, never of anybody else. */
function cureIn(data: object): string | null {
  const { cure, text } = data as { readonly cure?: unknown; readonly text?: unknown };
  return ([cure, text].find((one) => typeof one === 'string') as string | null) ?? null;
}
