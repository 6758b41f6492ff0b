/** What a person or a network can cause: a value with a stable code, and a line that says what to do. */
export interface Problem {
  /** Stable; for tests and for documents. */
  readonly code: string;
  /** What was expected and what was found; a clause without a full stop. Never holds a secret. */
  readonly cause: string;
  /** What the person is to do; a sentence. */
  readonly cure: string;
}

export type Result<Value, Fault extends Problem = Problem> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly Fault[] };

export function success<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

export function failure(
  code: string,
  cause: string,
  cure: string,
): { readonly ok: false; readonly problems: readonly [Problem] } {
  return { ok: false, problems: [problem(code, cause, cure)] };
}

export function problem(code: string, cause: string, cure: string): Problem {
  return { code, cause, cure };
}

/** Cause and cure in one line. */
export function problemText({ cause, cure }: Problem): string {
  return `${cause}. ${cure}`.replaceAll(/\s*\n\s*/g, ' ');
}

/** The line that a person sees when something has failed. */
export function problemLine(problem: Problem): string {
  return `✗ ${problemText(problem)}`;
}
