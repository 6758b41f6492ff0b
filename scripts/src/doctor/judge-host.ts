import { type Finding, failed, pass, skipped, warning } from './finding.ts';

export interface HostSight {
  /** On the disk of the volumes; null: not known. */
  readonly freeDiskBytes: number | null;
  readonly availableMemoryBytes: number | null;
  /** Parts whose logs grow without end; null: not known. */
  readonly unboundedLogs: readonly string[] | null;
}

const GIGABYTE = 1_000_000_000;
const MEGABYTE = 1_000_000;
/** Why: the images of the next version have to fit. */
const LEAST_DISK_BYTES = 2 * GIGABYTE;
/** Below this databases and certificates can no longer be relied on to be written. */
const NO_DISK_BYTES = 200 * MEGABYTE;
/** Why: a room of eight on the relay, and a certificate being renewed. */
const LEAST_MEMORY_BYTES = 150 * MEGABYTE;

export function judgeHost({
  freeDiskBytes,
  availableMemoryBytes,
  unboundedLogs,
}: HostSight): readonly Finding[] {
  return [judgeDisk(freeDiskBytes), judgeLogs(unboundedLogs), judgeMemory(availableMemoryBytes)];
}

function judgeDisk(free: number | null): Finding {
  if (free === null) return skipped('disk', 'the keeper could not be asked');
  const found = `${(free / GIGABYTE).toFixed(1)} GB are free where the engine keeps its volumes`;
  const cure =
    'Make room: "docker system df" shows what Docker itself uses, "docker image prune" removes old images.';
  if (free < NO_DISK_BYTES) return failed('disk', found, cure);
  return free < LEAST_DISK_BYTES ? warning('disk', found, cure) : pass('disk', found);
}

function judgeLogs(unbounded: HostSight['unboundedLogs']): Finding {
  if (unbounded === null) return skipped('logs', 'the compose file could not be read');
  if (unbounded.length === 0) return pass('logs', 'each part has a limit');
  const cure = 'Give them a max-size, as docker-compose.yml has it under "logging".';
  return warning('logs', `without a limit: ${unbounded.join(', ')}`, cure);
}

function judgeMemory(available: number | null): Finding {
  if (available === null) return skipped('memory', 'the keeper could not be asked');
  const found = `${Math.floor(available / MEGABYTE)} MB are available`;
  if (available >= LEAST_MEMORY_BYTES) return pass('memory', found);
  return warning('memory', found, 'Stop what else runs on this host, add swap, or take a host with more.');
}
