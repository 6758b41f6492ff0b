import {
  buildAll,
  config,
  downAll,
  exec,
  type IDockerComposeOptions,
  logs,
  ps,
  upAll,
  version,
} from 'docker-compose';
import * as z from 'zod';
import { failure, type Result, success } from '#keeper/result';
import { composeProblem } from './compose-problem.ts';

/** A part of the bundle, as compose sees it. */
export interface PartState {
  readonly part: string;
  /** Of its container. */
  readonly id?: string;
  /** Such as "running" or "exited". */
  readonly state: string;
  /** Empty when it has no health check, or none yet. */
  readonly health: string;
  /** What the engine has opened for it. */
  readonly published?: readonly BoundPort[];
}

export interface BoundPort {
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
}

export interface PublishedPort {
  readonly part: string;
  readonly protocol: 'tcp' | 'udp';
  readonly address: string;
  readonly port: number;
  /** Inside the part. */
  readonly target?: number;
}

/** The bundle on this host's Docker engine: the one way in which commands talk to compose. */
export interface Compose {
  version(): Promise<Result<string>>;
  build(): Promise<Result<void>>;
  /** Resolves when every part is healthy. */
  up(): Promise<Result<void>>;
  /** Volumes, and with them secrets and certificates, stay. */
  down(): Promise<Result<void>>;
  parts(): Promise<Result<readonly PartState[]>>;
  /** What the bundle as it stands in its files opens on this host. */
  publishedPorts(): Promise<Result<readonly PublishedPort[]>>;
  logs(options: LogOptions): Promise<Result<void>>;
  /** Runs a program in a running part; resolves with what it prints. */
  exec(part: string, command: readonly string[]): Promise<Result<string>>;
}

export interface LogOptions {
  /** Empty: all. */
  readonly parts: readonly string[];
  readonly follow: boolean;
  /** The last lines of each part. */
  readonly lines: number;
}

export interface ComposeContext {
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly write: (text: string) => void;
  /** Another configuration than that of the directory; null: that one. */
  readonly configFile?: string | null;
}

/** States of a container that stays as it is. */
const ENDED = ['created', 'exited', 'dead', 'removing'];

const EVERY_ADDRESS = '0.0.0.0';

/** What the npm package rejects with. */
const FAILED = z.object({ out: z.string(), err: z.string() });

const CONFIG = z.object({
  services: z.record(
    z.string(),
    z.object({
      ports: z
        .array(
          z.object({
            published: z.coerce.number().int(),
            target: z.number().int(),
            protocol: z.enum(['tcp', 'udp']),
            host_ip: z.string().default(EVERY_ADDRESS),
          }),
        )
        .default([]),
    }),
  ),
});

const PART = z.object({
  ID: z.string().optional(),
  Service: z.string(),
  State: z.string(),
  Health: z.string().default(''),
  Publishers: z
    .array(z.object({ PublishedPort: z.number(), Protocol: z.string() }))
    .nullish()
    .transform((publishers) => publishers ?? []),
});

export function createCompose({ root, env, write, configFile = null }: ComposeContext): Compose {
  const plain = { cwd: root, env: { ...env, COMPOSE_ANSI: 'never' }, ...configuredBy(configFile, root) };
  return {
    version: () => asResult(version(plain), ({ data }) => data.version),
    build: () => asResult(buildAll({ ...plain, commandOptions: ['--quiet'] }), nothing),
    up: () => asResult(upAll({ ...plain, commandOptions: ['--wait', '--quiet-pull'] }), nothing),
    down: () => asResult(downAll(plain), nothing),
    parts: () =>
      asResult(ps({ ...plain, commandOptions: ['--all', ['--format', 'json']] }), ({ out }) => partsOf(out)),
    publishedPorts: () => asResult(config(plain), ({ data }) => portsOf(data.config)),
    logs({ parts, follow, lines }) {
      const options = { ...plain, follow, commandOptions: ['--tail', String(lines)] };
      return asResult(
        logs([...parts], { ...options, maxOutputLength: 0, callback: (chunk) => write(chunk.toString()) }),
        nothing,
      );
    },
    exec: (part, command) =>
      asResult(exec(part, [...command], { ...plain, commandOptions: ['-T'] }), ({ out }) => out.trim()),
  };
}

/** For a configuration that is not that of the directory; null: it is. Paths in it begin at the directory all the same. */
export function configuredBy(configFile: string | null, root: string): Partial<IDockerComposeOptions> {
  return configFile === null ? {} : { config: configFile, composeOptions: [['--project-directory', root]] };
}

/** Whether something of a part runs, or will the next moment, as with one that starts again and again. */
export function isAlive(state: string): boolean {
  return !ENDED.includes(state);
}

/** Of `docker compose ps --format json`. */
export function partsOf(output: string): readonly PartState[] {
  return linesOfJson(output, PART).map(({ ID, Service, State, Health, Publishers }) => {
    const published = Publishers.flatMap(({ PublishedPort: port, Protocol: protocol }) =>
      port > 0 && (protocol === 'tcp' || protocol === 'udp') ? [{ protocol, port } as const] : [],
    );
    return {
      ...{ part: Service, state: State, health: Health },
      ...(ID !== undefined && { id: ID }),
      ...(published.length > 0 && { published }),
    };
  });
}

/** One line per container. */
export function linesOfJson<Value>(output: string, schema: z.ZodType<Value>): readonly Value[] {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => schema.parse(JSON.parse(line)));
}

/** Of the output of `docker compose config`. */
export function portsOf(composeConfig: unknown): readonly PublishedPort[] {
  return Object.entries(CONFIG.parse(composeConfig).services).flatMap(([part, { ports }]) =>
    ports.map(({ published, protocol, host_ip, target }) => ({
      ...{ part, protocol, address: host_ip },
      ...{ port: published, target },
    })),
  );
}

export async function asResult<Output, Value>(
  run: Promise<Output>,
  toValue: (output: Output) => Value,
): Promise<Result<Value>> {
  try {
    return success(toValue(await run));
  } catch (error) {
    const failed = FAILED.safeParse(error);
    if (failed.success) {
      return { ok: false, problems: [composeProblem(`${failed.data.out}\n${failed.data.err}`)] };
    }
    const found = error instanceof Error ? error.message : String(error);
    return failure('compose', `expected to run docker compose; found: ${found}`, 'Check the Docker engine.');
  }
}

function nothing(): void {
  // The exit code was all there is to know.
}
