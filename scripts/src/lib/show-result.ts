import { problemLine, type Result } from '#keeper/result';
import { printable, printableJson } from './printable.ts';

export interface OutputOptions {
  /** For programs: one JSON value instead of lines. */
  readonly json: boolean;
}

/**
 * The end of a command: its value as lines for a person or as JSON for a program; what is wrong as lines, or as
 * `{"problems": [{code, cause, cure}]}`. Returns the exit code.
 */
export function showResult<Value>(
  result: Result<Value>,
  { json, write }: OutputOptions & { readonly write: (text: string) => void },
  say: (value: Value) => readonly string[],
  toJson: (value: Value) => unknown = (value) => value,
): number {
  if (json) write(`${printableJson(result.ok ? toJson(result.value) : { problems: result.problems })}\n`);
  else
    for (const text of result.ok ? say(result.value) : result.problems.map(problemLine))
      write(`${printable(text)}\n`);
  return result.ok ? 0 : 1;
}
