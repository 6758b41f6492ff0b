import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { findProgram } from '../../../scripts/src/lib/find-program.ts';

/** A network of its own that has nothing but loopback addresses, so that no port of this machine is touched. */
export class PrivateNetwork {
  readonly #holder: ChildProcess;

  static async create(): Promise<PrivateNetwork> {
    const holder = spawn(
      'setpriv',
      [
        '--pdeathsig',
        'KILL',
        '--',
        'unshare',
        '--net',
        'sh',
        '-c',
        'ip link set lo up && echo up && exec sleep 1000',
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(holder.stdout, 'data');
    return new PrivateNetwork(holder);
  }

  private constructor(holder: ChildProcess) {
    this.#holder = holder;
  }

  /** The words that put a command into this network; its process stays the same. */
  get prefix(): readonly string[] {
    return [
      findProgram('nsenter', process.env.PATH) ?? 'nsenter',
      '--target',
      String(this.#holder.pid),
      '--net',
      '--',
    ];
  }

  /** Runs a command in it to its end; what it prints, empty when it fails. */
  run(...command: readonly string[]): string {
    const [program = '', ...args] = [...this.prefix, ...command];
    return spawnSync(program, args, { encoding: 'utf8' }).stdout;
  }

  /** What runs in it now, as command lines, with their process ids. */
  processes(): readonly { readonly pid: number; readonly command: string }[] {
    const own = namespaceOf(this.#holder.pid ?? 0);
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0 && pid !== this.#holder.pid && namespaceOf(pid) === own)
      .map((pid) => ({ pid, command: commandOf(pid) }))
      .filter(({ command }) => command !== '');
  }

  /** The id of the one process whose command line holds `part`. */
  pidOf(part: string): number {
    const found = this.processes().filter(({ command }) => command.includes(part));
    if (found.length !== 1)
      throw new Error(`expected one "${part}", found ${JSON.stringify(this.processes())}`);
    return found[0]?.pid ?? 0;
  }

  /** Ends what is left in it. */
  async remove(): Promise<void> {
    for (const { pid } of this.processes()) process.kill(pid, 'SIGKILL');
    const ended = once(this.#holder, 'exit');
    this.#holder.kill('SIGKILL');
    await ended;
  }
}

function namespaceOf(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`);
  } catch {
    // It has ended meanwhile.
    return null;
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    // It has ended meanwhile.
    return '';
  }
}
