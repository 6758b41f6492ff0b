import { config, execCompose, logs, ps } from 'docker-compose';
import * as z from 'zod';
import { failure, type Result, success } from '#keeper/result';
import type { CommandContext } from '../commands/command-context.ts';
import { lastLine } from '../lib/run-program.ts';
import { asResult } from './compose.ts';

export interface PresentPart {
  readonly part: string;
  readonly isRunning: boolean;
  /** Identity of the image that it was made from. */
  readonly image: string;
  /** What compose goes by when it decides whether to make it anew. */
  readonly configHash: string;
  /** Of the image's label; null: it has none. */
  readonly version: string | null;
}

/** Which images the parts have and will have, and how they are put in each other's place. */
export interface BundleImages {
  /** The parts that there are, also those that have ended. */
  present(): Promise<Result<readonly PresentPart[]>>;
  /** What compose would start now: the name of each part's image and its hash, in the files' order. */
  planned(): Promise<Result<readonly PlannedPart[]>>;
  /** Null: there is none. */
  identityOf(name: string): Promise<string | null>;
  tag(image: string, name: string): Promise<Result<void>>;
  /** The whole configuration with all values in it: holds secrets. JSON. */
  resolved(): Promise<Result<string>>;
  /**
   * Makes parts anew where image or configuration differ; resolves when they are healthy if it is to wait for that.
   * @param configFile another configuration than that of this directory
   */
  recreate(parts: readonly string[], options: RecreateOptions): Promise<Result<void>>;
  /** The end of a part's log; empty when there is none. */
  logOf(part: string): Promise<string>;
  /** Stops a part that the version before did not have. */
  remove(part: string): Promise<Result<void>>;
}

export interface PlannedPart {
  readonly part: string;
  readonly image: string;
  readonly configHash: string;
}

export interface RecreateOptions {
  readonly wait: boolean;
  readonly configFile?: string | null;
}

const VERSION_LABEL = 'org.opencontainers.image.version';
const LOG_LINES = 40;
/** Why 180 s: the longest that a part may take to be called unhealthy is a minute and a half. */
const HEALTHY_WITHIN_SECONDS = 180;

const INSPECTED = z.array(
  z.object({
    Image: z.string(),
    State: z.object({ Running: z.boolean() }),
    Config: z.object({ Labels: z.record(z.string(), z.string()) }),
  }),
);

const CONFIG = z.object({
  name: z.string(),
  services: z.record(
    z.string(),
    z.object({
      image: z.string().optional(),
    }),
  ),
});

export function createBundleImages({
  root,
  env,
  run,
}: Pick<CommandContext, 'root' | 'env' | 'run'>): BundleImages {
  const plain = { cwd: root, env: { ...env, COMPOSE_ANSI: 'never' } };
  /** Also while the command is being stopped: then everything is taken back. */
  const untilItsEnd = new AbortController().signal;
  const docker = (...words: readonly string[]) => run(['docker', ...words], { signal: untilItsEnd });

  const readConfig = () => asResult(config(plain), ({ data }) => CONFIG.parse(data.config));

  return {
    async present() {
      const ids = await asResult(ps({ ...plain, commandOptions: ['--all', '--quiet'] }), ({ out }) =>
        out.split('\n').filter((line) => line.trim() !== ''),
      );
      if (!ids.ok || ids.value.length === 0) return ids.ok ? success([]) : ids;
      const { code, output } = await docker('inspect', ...ids.value);
      const inspected = INSPECTED.safeParse(jsonIn(output));
      return code === 0 && inspected.success
        ? success(inspected.data.map(toPresentPart))
        : engineProblem(output);
    },
    async planned() {
      const read = await readConfig();
      if (!read.ok) return read;
      const { name, services } = read.value;
      const hashes = await asResult(
        execCompose('config', ['--hash', '*'], plain),
        ({ out }) =>
          new Map([...out.matchAll(/^(\S+) ([0-9a-f]+)$/gm)].map(([, part, hash]) => [part, hash])),
      );
      if (!hashes.ok) return hashes;
      return success(
        Object.entries(services).map(([part, { image }]) => ({
          part,
          image: image ?? `${name}-${part}`,
          configHash: hashes.value.get(part) ?? '',
        })),
      );
    },
    async identityOf(name) {
      const { code, output } = await docker('image', 'inspect', '--format', '{{.Id}}', name);
      return code === 0 ? (/^sha256:[0-9a-f]+$/m.exec(output)?.[0] ?? null) : null;
    },
    async tag(image, name) {
      const { code, output } = await docker('tag', image, name);
      return code === 0 ? success(undefined) : engineProblem(output);
    },
    resolved: () => asResult(execCompose('config', ['--format', 'json'], plain), ({ out }) => out),
    recreate(parts, { wait, configFile = null }) {
      const words = [
        '--detach',
        '--no-deps',
        '--no-build',
        '--quiet-pull',
        ...(wait ? ['--wait', '--wait-timeout', String(HEALTHY_WITHIN_SECONDS)] : []),
      ];
      const from =
        configFile === null ? {} : { config: configFile, composeOptions: [['--project-directory', root]] };
      return asResult(execCompose('up', [...words, ...parts], { ...plain, ...from }), () => undefined);
    },
    async logOf(part) {
      const options = { ...plain, commandOptions: ['--no-log-prefix', '--tail', String(LOG_LINES)] };
      const read = await asResult(logs([part], options), ({ out, err }) => `${out}\n${err}`);
      // It is asked for where something has failed already, which is then told without it.
      return read.ok ? read.value : '';
    },
    remove: (part) => asResult(execCompose('rm', ['--stop', '--force', part], plain), () => undefined),
  };
}

function toPresentPart({ Image, State, Config: { Labels } }: z.infer<typeof INSPECTED>[number]): PresentPart {
  return {
    isRunning: State.Running,
    part: Labels['com.docker.compose.service'] ?? '',
    image: Image,
    configHash: Labels['com.docker.compose.config-hash'] ?? '',
    version: Labels[VERSION_LABEL] ?? null,
  };
}

/** The engine's own warnings come before it. */
function jsonIn(output: string): unknown {
  try {
    return JSON.parse(output.slice(output.indexOf('\n[') + 1));
  } catch {
    // Told as what the engine has said.
    return null;
  }
}

function engineProblem(output: string): Result<never> {
  const cause = `expected the Docker engine to do it; found: ${lastLine(output)}`;
  return failure('engine', cause, 'Check the Docker engine.');
}
