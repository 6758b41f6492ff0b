import { type Finding, failed, pass, skipped, warning } from './finding.ts';
import { sizeText } from './size-text.ts';

export interface HostSight {
  /** On the disk of the volumes; null: not known. */
  readonly freeDiskBytes: number | null;
  readonly availableMemoryBytes: number | null;
  /** What Docker can build again; null: not known. */
  readonly buildCacheBytes: number | null;
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
  buildCacheBytes,
}: HostSight): readonly Finding[] {
  return [judgeDisk(freeDiskBytes, buildCacheBytes), judgeMemory(availableMemoryBytes)];
}

function judgeDisk(free: number | null, buildCache: number | null): Finding {
  if (free === null) return skipped('disk', 'the keeper could not be asked');
  const cache = buildCache === null ? '' : `; the build cache takes ${sizeText(buildCache)}`;
  const found = `${(free / GIGABYTE).toFixed(1)} GB are free where the engine keeps its volumes${cache}`;
  const cure =
    'Make room: "docker system df" shows what Docker itself uses, "docker builder prune" and "docker image prune" remove what is old.';
  if (free < NO_DISK_BYTES) return failed('disk', found, cure);
  return free < LEAST_DISK_BYTES ? warning('disk', found, cure) : pass('disk', found);
}

function judgeMemory(available: number | null): Finding {
  if (available === null) return skipped('memory', 'the keeper could not be asked');
  const found = `${Math.floor(available / MEGABYTE)} MB are available`;
  if (available >= LEAST_MEMORY_BYTES) return pass('memory', found);
  return warning('memory', found, 'Stop what else runs on this host, add swap, or take a host with more.');
}
