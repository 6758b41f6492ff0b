import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { nameServerAddress } from '../lab/address-plan.ts';
import { withProgramsOf } from '../lab/debian-root.ts';
import { LabProcess } from '../lab/lab-process.ts';
import { namespaceFiles } from '../lab/remains.ts';
import { type RunOptions, type RunResult, run } from '../lab/run.ts';
import { cliDirectory } from './cache.ts';

const START_LIMIT_MS = 60_000;
const COMMAND_LIMIT_MS = 10 * 60_000;
const POLL_MS = 100;

export interface EngineOptions {
  /** A network namespace of the lab; null: this machine's own network. */
  readonly namespace: string | null;
  /** For sockets and pids; short, because the path of a Unix socket ends at 107 bytes. */
  readonly directory: string;
  readonly dataRoot: string;
  /** A Debian root whose engine is run; default: this machine's own. */
  readonly programsOf?: string;
}

/** A Docker engine of the tests' own, with everything that it runs inside one network namespace. */
export class Engine {
  readonly host: string;
  readonly #options: EngineOptions;
  readonly #dataRoot: string;
  #daemon: LabProcess | null = null;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#dataRoot = options.dataRoot;
    this.host = `unix://${join(options.directory, 'docker.sock')}`;
  }

  async start(): Promise<void> {
    const { namespace, directory } = this.#options;
    await mkdir(directory, { recursive: true });
    await mkdir(this.#dataRoot, { recursive: true });
    await rm(join(directory, 'docker.pid'), { force: true });
    const { programsOf } = this.#options;
    const daemon = [
      ...(programsOf === undefined ? [] : withProgramsOf(programsOf)),
      'dockerd',
      ...['--data-root', this.#dataRoot, '--exec-root', join(directory, 'exec')],
      ...['--pidfile', join(directory, 'docker.pid'), '--host', this.host],
      ...['--bip', '172.31.254.1/24', '--default-address-pool', 'base=172.31.0.0/17,size=24'],
      ...(namespace === null ? [] : ['--dns', nameServerAddress]),
    ];
    this.#daemon = new LabProcess(namespace === null ? daemon : inNamespace(namespace, daemon));
    await this.#answers();
  }

  /** As by its service manager: what it runs is stopped first. */
  async stop(): Promise<void> {
    this.#daemon?.signal('SIGTERM');
    await this.#daemon?.exited;
    this.#daemon = null;
  }

  /** As by a power cut: engine and containers are gone at once. */
  async crash(): Promise<void> {
    const pids = await this.#processes();
    this.#daemon?.signal('SIGKILL');
    for (const pid of pids) kill(pid);
    await this.#daemon?.exited;
    this.#daemon = null;
    for (let left = pids; left.length > 0; left = await this.#processes()) {
      for (const pid of left) kill(pid);
      await delay(POLL_MS);
    }
    // On a host that is /run, which is empty after a start.
    await rm(join(this.#options.directory, 'exec'), { recursive: true, force: true });
  }

  docker(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
    return run(['docker', ...args], {
      timeoutMs: COMMAND_LIMIT_MS,
      ...options,
      env: { ...this.environment, ...options.env },
    });
  }

  /** For programs that talk to this engine. */
  get environment(): Readonly<Record<string, string>> {
    return { DOCKER_HOST: this.host, DOCKER_CONFIG: cliDirectory, DOCKER_BUILDKIT: '1' };
  }

  /** Containers, their volumes and networks; images stay. */
  async removeEverythingButImages(): Promise<void> {
    const { stdout } = await this.docker(['ps', '--all', '--quiet']);
    const containers = stdout.split('\n').filter((id) => id !== '');
    if (containers.length > 0) await this.docker(['rm', '--force', '--volumes', ...containers]);
    const volumes = await this.docker(['volume', 'ls', '--quiet']);
    const names = volumes.stdout.split('\n').filter((name) => name !== '');
    if (names.length > 0) await this.docker(['volume', 'rm', '--force', ...names]);
    await this.docker(['network', 'prune', '--force']);
  }

  async #answers(): Promise<void> {
    const deadline = Date.now() + START_LIMIT_MS;
    while (Date.now() < deadline && !this.#daemon?.hasExited) {
      const { code } = await this.docker(['version', '--format', '{{.Server.Version}}'], {
        allowFailure: true,
      });
      if (code === 0) return;
      await delay(POLL_MS);
    }
    throw new Error(`The Docker engine did not start.\n${this.#daemon?.describe() ?? ''}`);
  }

  /** Everything that belongs to this engine: its own children, the shims of its containers, and what these run. */
  async #processes(): Promise<readonly number[]> {
    const parents = new Map<number, number>();
    const roots = new Set<number>();
    for (const entry of await readdir('/proc')) {
      const pid = Number(entry);
      if (!Number.isInteger(pid)) continue;
      try {
        const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8');
        const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
        parents.set(pid, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
        if (
          commandLine.includes(this.#options.directory) &&
          /dockerd|containerd|docker-proxy/.test(commandLine)
        )
          roots.add(pid);
      } catch {
        // It has ended meanwhile.
      }
    }
    roots.delete(process.pid);
    for (let grown = true; grown; ) {
      grown = false;
      for (const [pid, parent] of parents) {
        if (roots.has(parent) && !roots.has(pid)) {
          roots.add(pid);
          grown = true;
        }
      }
    }
    return [...roots];
  }
}

/** Not by `ip netns exec`: it mounts another /sys, without the cgroups that containers are put into. */
function inNamespace(namespace: string, command: readonly string[]): readonly string[] {
  const script = 'mount --bind "$0" /etc/resolv.conf && exec "$@"';
  return [
    ...['nsenter', `--net=/run/netns/${namespace}`, 'unshare', '--mount', 'setpriv', '--pdeathsig', 'KILL'],
    ...['sh', '-c', script, join(namespaceFiles, namespace, 'resolv.conf'), ...command],
  ];
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}
