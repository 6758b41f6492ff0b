import { statfsSync } from 'node:fs';
import * as z from 'zod';
import { failure, type Problem, type Result, success } from '#keeper/result';
import { lastLine, type RunProgram } from '../lib/run-program.ts';
import type { Compose } from './compose.ts';
import { createDocker } from './docker.ts';

/** Why 20.10: the first engine with cgroup v2, and with a DNS server that HAProxy may ask over TCP. */
export const LEAST_ENGINE = [20, 10] as const;
/** Why 2.25: the first whole line with `!override` (2.24.4), with which the files in deploy/ take ports and networks away. */
export const LEAST_COMPOSE = [2, 25] as const;

const LEAST_DISK_BYTES = 1_000_000_000;

export interface Engine {
  readonly version: string;
  /** Where it keeps images and volumes, on the host that it runs on. */
  readonly dataDirectory: string;
}

const INFO = z.object({ ServerVersion: z.string().min(1), DockerRootDir: z.string() });

/** The Docker engine that this user can reach; null, with the reason, when there is none. */
export async function findEngine(
  run: RunProgram,
  compose: Pick<Compose, 'version'>,
): Promise<Engine | { readonly none: string }> {
  const { code, output } = await createDocker(run).info();
  const info = INFO.safeParse(jsonOrNull(output));
  if (code !== 0 || !info.success) return { none: reasonOf(output) };
  if (!(await compose.version()).ok) return { none: 'the Docker engine has no compose plugin' };
  return { version: info.data.ServerVersion, dataDirectory: info.data.DockerRootDir };
}

/** Engine, compose plugin and disk, all at once. */
export async function checkEngine(engine: Engine, compose: Pick<Compose, 'version'>): Promise<Result<void>> {
  const plugin = await compose.version();
  const problems: readonly Problem[] = [
    ...versionProblems('Docker engine', engine.version, LEAST_ENGINE),
    ...(plugin.ok ? versionProblems('compose plugin', plugin.value, LEAST_COMPOSE) : plugin.problems),
    ...diskProblems(engine.dataDirectory, freeBytes(engine.dataDirectory)),
  ];
  return problems.length === 0 ? success(undefined) : { ok: false, problems };
}

export function versionProblems(
  what: string,
  found: string,
  [leastMajor, leastMinor]: readonly [number, number],
): readonly Problem[] {
  const [major = 0, minor = 0] = found.replace(/^v/, '').split(/[.-]/).map(Number);
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return [];
  const cause = `expected ${what} ${leastMajor}.${leastMinor} or newer; found ${found}`;
  return failure('engine-old', cause, 'Update Docker, or start without it: ./scripts/up --native.').problems;
}

/** @param free null: not known, as with an engine on another host */
export function diskProblems(directory: string, free: number | null): readonly Problem[] {
  if (free === null || free >= LEAST_DISK_BYTES) return [];
  const cause = `expected ${megabytes(LEAST_DISK_BYTES)} MB of room in ${directory}; found ${megabytes(free)} MB`;
  return failure('disk-full', cause, 'Make room; "docker system df" shows what Docker itself uses.').problems;
}

/** On the disk of a directory; null: not known. */
export function freeBytes(directory: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(directory);
    return bavail * bsize;
  } catch {
    // Not on this host, or not for this user to see.
    return null;
  }
}

function reasonOf(output: string): string {
  if (/ENOENT/.test(output)) return 'there is no Docker on this host';
  if (/permission denied/i.test(output)) return 'this user may not use the Docker engine';
  return `the Docker engine does not answer (${lastLine(output).slice(0, 120)})`;
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text.slice(text.indexOf('{')).split('\n')[0] ?? '');
  } catch {
    // Words about why there is no answer.
    return null;
  }
}

function megabytes(bytes: number): number {
  return Math.floor(bytes / 1_000_000);
}
