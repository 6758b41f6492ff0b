import { config, execCompose, logs, ps } from 'docker-compose';
import * as z from 'zod';
import { type Result, success } from '#keeper/result';
import type { CommandContext } from '../commands/command-context.ts';
import { asResult, configuredBy, isAlive, linesOfJson } from './compose.ts';
import { createDocker, type Docker } from './docker.ts';

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
export interface BundleImages extends Pick<Docker, 'identityOf' | 'tag'> {
  /** The parts that there are, also those that have ended. */
  present(): Promise<Result<readonly PresentPart[]>>;
  /** What compose would start now: the name of each part's image and its hash, in the files' order. */
  planned(): Promise<Result<readonly PlannedPart[]>>;
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

const LISTED = z.object({ Service: z.string(), State: z.string(), Labels: z.string() });

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
  const { identityOf, tag } = createDocker(run);

  const readConfig = () => asResult(config(plain), ({ data }) => CONFIG.parse(data.config));

  return {
    present: () =>
      asResult(ps({ ...plain, commandOptions: ['--all', ['--format', 'json']] }), ({ out }) =>
        presentParts(out),
      ),
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
    identityOf,
    tag,
    resolved: () => asResult(execCompose('config', ['--format', 'json'], plain), ({ out }) => out),
    recreate(parts, { wait, configFile = null }) {
      const words = [
        '--detach',
        '--no-deps',
        '--no-build',
        '--quiet-pull',
        ...(wait ? ['--wait', '--wait-timeout', String(HEALTHY_WITHIN_SECONDS)] : []),
      ];
      const from = configuredBy(configFile, root);
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

/** Of `docker compose ps --format json`. */
export function presentParts(output: string): readonly PresentPart[] {
  return linesOfJson(output, LISTED).map(({ Service, State, Labels }) => ({
    part: Service,
    isRunning: isAlive(State),
    image: label(Labels, 'com.docker.compose.image') ?? '',
    configHash: label(Labels, 'com.docker.compose.config-hash') ?? '',
    version: label(Labels, VERSION_LABEL),
  }));
}

/** Of a list such as "a=1,b=2". */
function label(labels: string, name: string): string | null {
  const start = `${name}=`;
  return (
    labels
      .split(',')
      .find((each) => each.startsWith(start))
      ?.slice(start.length) ?? null
  );
}
