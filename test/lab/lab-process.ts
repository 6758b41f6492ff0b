import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

export interface ProcessOptions {
  /** Added to the environment of the tests. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Written to stdin, which is then closed; without it stdin is empty. */
  readonly input?: string;
  /** Stdin ends only with `closeInput`. */
  readonly keepsInputOpen?: boolean;
}

export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const defaultOutputTimeoutMs = 10_000;

/** A child whose output is kept, and which dies with the process (strictly: the thread) that started it. */
export class LabProcess {
  readonly title: string;
  readonly exited: Promise<ProcessEnd>;
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  #end: ProcessEnd | undefined;
  #stdout = '';
  #stderr = '';

  /** With a namespace the command runs inside it, and sees its `/etc/netns` files. */
  constructor(command: readonly string[], options: ProcessOptions = {}, namespace?: string) {
    this.title = command.join(' ');
    const [program = '', ...args] = [
      ...(namespace === undefined ? [] : ['ip', 'netns', 'exec', namespace]),
      // Everything here replaces itself by exec, so that `pid` is the command's own pid. The kernel forgets the
      // death signal when a process changes its user; what does that is found by namespace (removal.ts).
      ...['setpriv', '--pdeathsig', 'KILL', ...command],
    ];
    this.#child = spawn(program, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout += text;
    });
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
    });
    this.exited = new Promise((resolve) => {
      this.#child.once('close', (code, signal) => {
        this.#end = { code, signal };
        resolve(this.#end);
      });
      this.#child.once('error', (error) => {
        this.#stderr += `${error.message}\n`;
      });
    });
    // A child that ends before it has read its input makes this stream fail; how it ended is in `exited`.
    this.#child.stdin.on('error', () => undefined);
    if (options.keepsInputOpen) this.#child.stdin.write(options.input ?? '');
    else this.#child.stdin.end(options.input);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get stdout(): string {
    return this.#stdout;
  }

  get stderr(): string {
    return this.#stderr;
  }

  get hasExited(): boolean {
    return this.#end !== undefined;
  }

  closeInput(): void {
    this.#child.stdin.end();
  }

  /** Sends a signal and does not wait; `await exited` after a SIGTERM. */
  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async kill(): Promise<ProcessEnd> {
    this.signal('SIGKILL');
    return this.exited;
  }

  /** Resolves at the first match in stdout or stderr, also in what was written before the call. */
  async waitForOutput(pattern: RegExp, timeoutMs = defaultOutputTimeoutMs): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const finish = (): void => {
        clearTimeout(timer);
        this.#child.stdout.off('data', look);
        this.#child.stderr.off('data', look);
      };
      const look = (): boolean => {
        const match = pattern.exec(this.#stdout) ?? pattern.exec(this.#stderr);
        if (!match) return false;
        finish();
        resolve(match);
        return true;
      };
      const fail = (what: string): void => {
        finish();
        reject(new Error(`Expected ${pattern} in the output, but ${what}.\n${this.describe()}`));
      };
      const timer = setTimeout(() => fail(`waited ${timeoutMs} ms`), timeoutMs);
      this.#child.stdout.on('data', look);
      this.#child.stderr.on('data', look);
      if (!look()) void this.exited.then((end) => look() || fail(`the process ended (${describeEnd(end)})`));
    });
  }

  describe(): string {
    const end = this.#end ? describeEnd(this.#end) : 'running';
    return `${this.title}\n[${end}]\n${this.#stdout}${this.#stderr}`;
  }
}

function describeEnd({ code, signal }: ProcessEnd): string {
  return signal ? `killed by ${signal}` : `exit code ${code}`;
}
