import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { BACKUP_DIRECTORY } from '../backup/make-backup.ts';
import type { PartState } from '../compose/compose.ts';
import { createDocker, type Docker } from '../compose/docker.ts';
import { freeBytes } from '../compose/engine.ts';
import type { RunProgram } from '../lib/run-program.ts';
import { type BackupSight, type LogSight, MOST_LOG_BYTES, type VolumeSight } from './judge-storage.ts';
import { bytesIn } from './size-text.ts';

export interface StoredByEngine {
  /** Null: the engine did not tell. */
  readonly logs: readonly LogSight[] | null;
  readonly volumes: readonly VolumeSight[] | null;
  /** Of everything that was built on this engine. */
  readonly buildCacheBytes: number | null;
}

/** What `--log-opt max-file` and, with the driver "local", `max-size` are where nobody says. */
const DEFAULT_LOG_OPTIONS: Readonly<Record<string, { readonly size?: string; readonly files: number }>> = {
  'json-file': { files: 1 },
  local: { size: '20m', files: 5 },
};

const CONTAINER = z.object({
  logs: z.object({ Type: z.string(), Config: z.nullish(z.record(z.string(), z.string())) }),
  mounts: z.array(z.object({ Type: z.string(), Name: z.optional(z.string()) })),
});
type Container = z.infer<typeof CONTAINER>;

/** Not all that it says of a container: that holds secrets. */
const CONTAINER_FORMAT = '{"logs":{{json .HostConfig.LogConfig}},"mounts":{{json .Mounts}}}';

const DISK_USE = z.object({
  Volumes: z.array(z.object({ Name: z.string(), Size: z.string() })),
  BuildCache: z.array(z.object({ Size: z.string(), Shared: z.string() })),
});

/** What logs, volumes and the build cache take, as the engine tells everybody who may use it. */
export async function readStorage(parts: readonly PartState[], run: RunProgram): Promise<StoredByEngine> {
  const docker = createDocker(run);
  const present = parts.flatMap(({ part, id }) => (id === undefined ? [] : [{ part, id }]));
  const containers = await readContainers(
    present.map(({ id }) => id),
    docker,
  );
  const used = await readDiskUse(docker);
  if (containers === null)
    return { logs: null, volumes: null, buildCacheBytes: used?.buildCacheBytes ?? null };
  const logs: LogSight[] = [];
  for (const [index, { logs: config }] of containers.entries()) {
    const { part = '', id = '' } = present[index] ?? {};
    logs.push({ part, ...(await readLog(id, config, docker)) });
  }
  const names = new Set(containers.flatMap(({ mounts }) => mounts.flatMap(({ Name }) => Name ?? [])));
  return {
    logs,
    volumes: used?.volumes.filter(({ name }) => names.has(name)) ?? null,
    buildCacheBytes: used?.buildCacheBytes ?? null,
  };
}

/** @param root of the deployment */
export function readBackups(root: string): BackupSight {
  const directory = join(root, BACKUP_DIRECTORY);
  return { freeBytes: freeBytes(directory) ?? freeBytes(root), sizes: sizesIn(directory) };
}

function sizesIn(directory: string): readonly number[] | null {
  if (!existsSync(directory)) return [];
  try {
    return readdirSync(directory).map((file) => statSync(join(directory, file)).size);
  } catch {
    // They may be for root's eyes alone; how much room is left is known all the same.
    return null;
  }
}

async function readContainers(ids: readonly string[], docker: Docker): Promise<readonly Container[] | null> {
  if (ids.length === 0) return [];
  const { code, output } = await docker.inspect(ids, CONTAINER_FORMAT);
  const parsed = z.array(CONTAINER).safeParse(output.trim().split('\n').map(jsonOrNull));
  return code === 0 && parsed.success ? parsed.data : null;
}

async function readLog(
  id: string,
  { Type: driver, Config: options }: Container['logs'],
  docker: Docker,
): Promise<Omit<LogSight, 'part'>> {
  const defaults = DEFAULT_LOG_OPTIONS[driver];
  if (defaults === undefined) return { keptBy: driver, limitBytes: null, bytes: null };
  const size = bytesIn(options?.['max-size'] ?? defaults.size ?? '');
  const files = Number(options?.['max-file'] ?? defaults.files);
  return {
    keptBy: 'engine',
    limitBytes: size === null ? null : size * files,
    bytes: await docker.logBytes(id, MOST_LOG_BYTES),
  };
}

async function readDiskUse(
  docker: Docker,
): Promise<{ readonly volumes: readonly VolumeSight[]; readonly buildCacheBytes: number } | null> {
  const { code, output } = await docker.diskUse();
  const parsed = DISK_USE.safeParse(code === 0 ? jsonOrNull(output) : null);
  if (!parsed.success) return null;
  const { Volumes: volumes, BuildCache: cache } = parsed.data;
  return {
    volumes: volumes.map(({ Name, Size }) => ({ name: Name, bytes: bytesIn(Size) })),
    buildCacheBytes: cache
      .filter(({ Shared }) => Shared !== 'true')
      .reduce((sum, { Size }) => sum + (bytesIn(Size) ?? 0), 0),
  };
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Told as what is not known.
    return null;
  }
}
