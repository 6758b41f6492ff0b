import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { PrivateNetwork } from './private-network.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const WAIT_LIMIT_MS = 45_000;

export interface UpOptions {
  readonly network: PrivateNetwork;
  readonly stateDirectory: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** `./scripts/up` without its shell part: what happens once the npm packages are there. */
export class RunningUp {
  readonly lines: string[] = [];
  /** The exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  readonly #child: ChildProcess;
  readonly #waiting = new Set<() => void>();

  constructor({ network, stateDirectory, args = [], env = {} }: UpOptions) {
    const cli = ['--conditions=source', '--disable-warning=ExperimentalWarning', 'scripts/src/cli.ts', 'up'];
    const [program = '', ...rest] = [
      ...network.prefix,
      process.execPath,
      ...cli,
      '--native',
      '--state',
      stateDirectory,
      ...args,
    ];
    this.#child = spawn(program, rest, {
      cwd: ROOT,
      // A developer's .env is none of this test's business.
      env: { PATH: process.env.PATH, PUBLIC_IP: '', ALLOWED_ORIGINS: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const input of [this.#child.stdout, this.#child.stderr]) {
      if (!input) continue;
      createInterface({ input }).on('line', (line) => {
        this.lines.push(line);
        for (const look of this.#waiting) look();
      });
    }
    this.ended = once(this.#child, 'close').then(([code]) => code as number | null);
  }

  /** Resolves with the first line that fits; rejects with all lines when it ends before. */
  async line(pattern: RegExp): Promise<string> {
    const fitting = () => this.lines.find((line) => pattern.test(line));
    const ended = this.ended.then(() => true);
    const timeout = AbortSignal.timeout(WAIT_LIMIT_MS);
    while (fitting() === undefined && !timeout.aborted) {
      const isOver = await Promise.race([ended, this.#nextLine(), once(timeout, 'abort')]);
      if (isOver === true) break;
    }
    const found = fitting();
    if (found === undefined) throw new Error(`no line like ${pattern}:\n${this.lines.join('\n')}`);
    return found;
  }

  signal(name: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): void {
    this.#child.kill(name);
  }

  #nextLine(): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
    });
  }
}
