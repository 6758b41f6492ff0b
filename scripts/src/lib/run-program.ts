import { spawn } from 'node:child_process';

export interface ProgramRun {
  /** Null when it did not start or a signal ended it. */
  readonly code: number | null;
  /** Both streams as they came. */
  readonly output: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Ends the program. */
  readonly signal?: AbortSignal;
  /** Gets the output as it comes. */
  readonly show?: (text: string) => void;
  /** For a program that asks a person, such as sudo. */
  readonly withTerminal?: boolean;
}

export type RunProgram = (argv: readonly string[], options?: RunOptions) => Promise<ProgramRun>;

/** Runs a program to its end. A program that is not there is an answer too: code null, and the reason as output. */
export const runProgram: RunProgram = (
  [program = '', ...args],
  { cwd, env, signal, show, withTerminal } = {},
) =>
  new Promise((resolve) => {
    let output = '';
    const child = spawn(program, args, {
      ...(cwd === undefined ? {} : { cwd }),
      ...(env === undefined ? {} : { env: { ...env } }),
      ...(signal === undefined ? {} : { signal }),
      stdio: [withTerminal ? 'inherit' : 'ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        show?.(text);
      });
    }
    child.once('error', (error) => resolve({ code: null, output: `${output}${error.message}` }));
    child.once('close', (code) => resolve({ code, output }));
  });

/** The end of a program's output, for a message. */
export function lastLine(output: string): string {
  return output.trim().split('\n').at(-1)?.trim() ?? '';
}
