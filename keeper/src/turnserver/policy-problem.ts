import type { Problem } from '../result.ts';

/** A problem of turnserver.conf or of what is to be filled into it. */
export interface PolicyProblem extends Problem {
  /** The line of turnserver.conf, from 1; null when it is about no line: something missing, or a fact of the host. */
  readonly line: number | null;
}
