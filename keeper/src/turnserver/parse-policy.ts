import type { PolicyProblem } from './policy-problem.ts';

/** `option=value`; a flag has no value. */
export interface PolicyOption {
  readonly kind: 'option';
  readonly line: number;
  readonly name: string;
  readonly value: string | null;
}

/** `# option=<set by Burrow: ...>`, the place of a line that depends on the host. */
export interface PolicyPlace {
  readonly kind: 'place';
  readonly line: number;
  readonly name: string;
}

export type PolicyLine = PolicyOption | PolicyPlace;

export interface ParsedPolicy {
  readonly lines: readonly PolicyLine[];
  readonly problems: readonly PolicyProblem[];
}

/**
 * coturn reads 1,023 bytes at a time, the line end included, and takes the rest of a longer line for a line of its
 * own, even when it is a comment.
 */
export const MAX_LINE_BYTES = 1_022;

/**
 * Reads turnserver.conf, stricter than coturn, which skips blanks at the start, takes any run of blanks and `=` for
 * one `=`, strips quotes, and keeps everything behind as the value. Line ends may be of either kind.
 */
export function parsePolicy(text: string): ParsedPolicy {
  const lines: PolicyLine[] = [];
  const problems: PolicyProblem[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const parsed = parseLine(raw.trimEnd(), index + 1);
    if (parsed === null) continue;
    if ('code' in parsed) problems.push(parsed);
    else lines.push(parsed);
  }
  return { lines, problems };
}

const PLACE = /^# ([A-Za-z0-9-]+)=<set by Burrow: [^>]+>$/;
const OPTION = /^([A-Za-z0-9-]+)(?:=(.*))?$/;

function parseLine(text: string, line: number): PolicyLine | PolicyProblem | null {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_LINE_BYTES) {
    return problem('line-too-long', `is ${bytes} bytes long; coturn splits lines after ${MAX_LINE_BYTES}`);
  }
  const place = PLACE.exec(text)?.[1];
  if (place !== undefined) return { kind: 'place', line, name: place };
  if (text === '' || text.startsWith('#')) return null;
  if (/^\s/.test(text)) return problem('leading-blank', 'begins with a blank');
  const [, name, value] = OPTION.exec(text) ?? [];
  if (name === undefined) return problem('not-an-option', 'is not of the form "option" or "option=value"');
  if (value === undefined) return { kind: 'option', line, name, value: null };
  if (value.includes('#')) {
    return problem(
      'trailing-comment',
      `gives ${name} a value with "#": coturn keeps comments as part of values`,
    );
  }
  if (/^[=\s"]/.test(value)) {
    return problem(
      'value-start',
      `has a second "=", a blank or a quote after "${name}=", which coturn takes away`,
    );
  }
  if (!/^[\x21-\x7e]*$/.test(value)) {
    return problem('value-characters', `gives ${name} a value with a blank or a character beyond ASCII`);
  }
  if (value.endsWith(';'))
    return problem('value-end', `ends in ";", which coturn takes for part of the value`);
  return { kind: 'option', line, name, value };

  function problem(code: string, what: string): PolicyProblem {
    const cause = `turnserver.conf line ${line} ${what}`;
    return { code, line, cause, cure: 'Write "option=value", nothing else on the line; comments go above.' };
  }
}
