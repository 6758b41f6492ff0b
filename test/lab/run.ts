import { LabProcess, type ProcessOptions } from './lab-process.ts';

export interface RunOptions extends ProcessOptions {
  /** A non-zero exit code is then an answer, not an error. */
  readonly allowFailure?: boolean;
  readonly timeoutMs?: number;
}

export interface RunResult {
  /** null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const defaultTimeoutMs = 30_000;

/** Runs a command to its end; throws with its whole output when it fails or takes too long. */
export async function run(
  command: readonly string[],
  options: RunOptions = {},
  namespace?: string,
): Promise<RunResult> {
  const child = new LabProcess(command, options, namespace);
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    child.signal('SIGKILL');
  }, timeoutMs);
  const { code } = await child.exited;
  clearTimeout(timer);
  if (timedOut) throw new Error(`Not finished after ${timeoutMs} ms: ${child.describe()}`);
  if (code !== 0 && !options.allowFailure) {
    const input = options.input === undefined ? '' : `\nIts input was:\n${options.input}`;
    throw new Error(`Failed: ${child.describe()}${input}`);
  }
  return { code, stdout: child.stdout, stderr: child.stderr };
}
