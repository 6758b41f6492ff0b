import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface ChildCommand {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A running program, as far as those who watch over it need it. */
export interface Child {
  /** Resolves once, with how it ended; never rejects. */
  readonly ended: Promise<ChildEnd>;
  /** Calls back with each line that it prints, on either stream. */
  onLine(listener: (line: string) => void): void;
  signal(name: 'SIGTERM' | 'SIGKILL'): void;
}

export interface ChildEnd {
  /** For a message: "with exit code 1", "by SIGKILL", "before it began: ...". */
  readonly how: string;
}

export type SpawnChild = (command: ChildCommand) => Child;

/**
 * Starts a program that ends with this process, whatever ends this process: the kernel kills it when its parent is gone
 * (setpriv, of util-linux; Linux only). Why SIGKILL: a program whose output nobody reads any more may not end otherwise.
 * It has a session of its own, so that Ctrl-C reaches only the parent, which stops its children in order.
 */
export const spawnChild: SpawnChild = ({ argv, cwd, env }) => {
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', ...argv], {
    cwd,
    env: { ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const listeners: ((line: string) => void)[] = [];
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (line) => {
      for (const listener of listeners) listener(line);
    });
  }
  return {
    ended: endOf(child),
    onLine: (listener) => listeners.push(listener),
    signal: (name) => child.kill(name),
  };
};

function endOf(child: ChildProcess): Promise<ChildEnd> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ how: `before it began: ${error.message}` }));
    // `close` comes after the last line has been read, `exit` may come before.
    child.once('close', (code, signal) => {
      resolve({ how: signal === null ? `with exit code ${code}` : `by ${signal}` });
    });
  });
}
