import type * as z from 'zod';
import { VARIABLES, type Variable, type VariableName } from './variables.ts';

export interface ConfigProblem {
  readonly variable: string;
  /** Expected, found, and the way out, in one sentence or two. Never holds a secret. */
  readonly text: string;
}

export type Values<Name extends VariableName> = {
  readonly [Each in Name]: z.infer<(typeof VARIABLES)[Each]['schema']>;
};

export type ReadVariables<Name extends VariableName> =
  | { readonly ok: true; readonly values: Values<Name> }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/**
 * Reads some of the variables from an environment; pure but for `readFile`, which is asked for the files of `NAME_FILE`
 * variables and may throw. Finds all problems at once. An empty variable counts as absent.
 */
export function readVariables<Name extends VariableName>(
  names: readonly Name[],
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
): ReadVariables<Name> {
  const problems: ConfigProblem[] = [];
  const values: Record<string, unknown> = {};
  for (const name of names) {
    const outcome = readVariable(name, VARIABLES[name], env, readFile);
    if (outcome.ok) values[name] = outcome.value;
    else problems.push({ variable: name, text: outcome.text });
  }
  return problems.length === 0 ? { ok: true, values: values as Values<Name> } : { ok: false, problems };
}

/** An editor leaves a line end behind; what stands in such files has none. */
export function textIn(fileText: string): string {
  return fileText.trim();
}

type Read = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly text: string };

function readVariable(
  name: string,
  variable: Variable,
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
): Read {
  const direct = env[name] || undefined;
  const mayBeFile = variable.secret || variable.fromFile === true;
  const file = mayBeFile ? env[`${name}_FILE`] || undefined : undefined;
  if (direct !== undefined && file !== undefined) {
    return { ok: false, text: `${name}: set ${name} or ${name}_FILE, not both.` };
  }
  let text = direct ?? variable.default;
  if (file !== undefined) {
    try {
      text = textIn(readFile(file));
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      return {
        ok: false,
        text: `${name}_FILE: the file cannot be read (${cause}). Check its path and owner.`,
      };
    }
  }
  if (file !== undefined && text === '') {
    return { ok: false, text: `${name}_FILE: the file is empty; expected ${variable.expected}.` };
  }
  if (text === null) {
    const names = mayBeFile ? `${name} or ${name}_FILE` : name;
    return { ok: false, text: `${name}: not set; expected ${variable.expected}. Set ${names}.` };
  }
  const parsed = variable.schema.safeParse(text);
  if (parsed.success) return { ok: true, value: parsed.data };
  const found = variable.secret ? `${text.length} characters` : JSON.stringify(text);
  return { ok: false, text: `${name}: expected ${variable.expected}; found ${found}.` };
}
