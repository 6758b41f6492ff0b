import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Host } from '../lab/host.ts';
import { type RunOptions, type RunResult, run } from '../lab/run.ts';
import { copyOfTheTree } from './copy-of-the-tree.ts';
import { type HeldDataRoot, takeAnyRoot, takeBuildingRoot } from './data-roots.ts';
import { Engine } from './engine.ts';
import type { NewerEngine } from './newer-engine.ts';

const UP_LIMIT_MS = 4 * 60_000;

export const PARTS = ['keeper', 'signaling', 'caddy', 'edge', 'turn'] as const;
export type Part = (typeof PARTS)[number];

export interface BundleOptions {
  /** An engine that is not this machine's own. */
  readonly newer?: NewerEngine;
  /** Whether images are built on the host, which takes the cache of the builder. */
  readonly builds?: boolean;
  /** Puts other files into the directory than those of this tree. */
  readonly fill?: (directory: string) => Promise<void>;
}

/** Burrow on a host of the lab as an operator has it: a copy of the repository, a Docker engine, `docker compose up`. */
export class Bundle {
  readonly host: Host;
  readonly directory: string;
  readonly engine: Engine;

  readonly #root: HeldDataRoot | null;

  private constructor(host: Host, directory: string, engine: Engine, root: HeldDataRoot | null) {
    this.host = host;
    this.directory = directory;
    this.engine = engine;
    this.#root = root;
  }

  /** The engine runs, nothing else does yet. */
  static async on(
    host: Host,
    { newer, builds = false, fill = copyOfTheTree }: BundleOptions = {},
  ): Promise<Bundle> {
    const directory = await host.makeDirectory('clone');
    await fill(directory);
    const root = newer === undefined ? await (builds ? takeBuildingRoot() : takeAnyRoot()) : null;
    const engine = new Engine({
      ...(newer ?? { dataRoot: root?.path ?? '' }),
      namespace: host.namespace,
      directory: await host.makeDirectory('engine'),
    });
    await engine.start();
    await engine.removeEverythingButImages();
    return new Bundle(host, directory, engine, root);
  }

  async writeEnv(values: Readonly<Record<string, string>>): Promise<void> {
    const lines = Object.entries(values).map(([name, value]) => `${name}=${value}\n`);
    await writeFile(join(this.directory, '.env'), lines.join(''));
  }

  compose(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
    return run(['docker', 'compose', ...args], {
      timeoutMs: UP_LIMIT_MS,
      ...options,
      cwd: this.directory,
      env: { ...this.engine.environment, COMPOSE_ANSI: 'never', ...options.env },
    });
  }

  /** What the README says. */
  async up(...args: readonly string[]): Promise<void> {
    try {
      await this.compose(['up', '--detach', '--wait', ...args]);
    } catch (error) {
      const logs = await this.compose(['logs', '--tail', '40'], { allowFailure: true });
      const state = await this.compose(['ps', '--all'], { allowFailure: true });
      // The reason last, where a shortened report still has it.
      throw new Error(`${logs.stdout}\n${state.stdout}\n${String(error)}`);
    }
  }

  async logs(part: Part): Promise<string> {
    const { stdout } = await this.compose(['logs', '--no-log-prefix', part]);
    return stdout;
  }

  /** Runs a command inside a part. */
  exec(part: Part, command: readonly string[], options: RunOptions = {}): Promise<RunResult> {
    return this.compose(['exec', '--no-TTY', part, ...command], options);
  }

  async containerId(part: Part): Promise<string> {
    return (await this.compose(['ps', '--all', '--quiet', part])).stdout.trim();
  }

  async inspect(part: Part, format: string): Promise<string> {
    const { stdout } = await this.engine.docker([
      'inspect',
      '--format',
      format,
      await this.containerId(part),
    ]);
    return stdout.trim();
  }

  health(part: Part): Promise<string> {
    return this.inspect(part, '{{.State.Health.Status}}');
  }

  /** Stops everything; images stay. */
  async close(): Promise<void> {
    await this.engine.removeEverythingButImages();
    await this.engine.stop();
    await this.#root?.release();
  }
}
