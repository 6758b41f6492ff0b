import { type Finding, pass, skipped, warning } from './finding.ts';
import { sizeText } from './size-text.ts';

/** The log of one part. */
export interface LogSight {
  readonly part: string;
  /** `engine`: in files of its own. Else who keeps it, such as journald, by rules that are not the engine's. */
  readonly keptBy: string;
  /** Null: it grows without end. */
  readonly limitBytes: number | null;
  /** Without what the engine writes besides each line. Null: not known. */
  readonly bytes: number | null;
}

export interface VolumeSight {
  readonly name: string;
  /** Null: not known, as with volumes on other hosts. */
  readonly bytes: number | null;
}

export interface BackupSight {
  /** Null: not known. */
  readonly freeBytes: number | null;
  /** Of each file in bytes. Null: this user may not look. */
  readonly sizes: readonly number[] | null;
}

export interface StorageSight {
  /** Null: the engine could not be asked; also of volumes. */
  readonly logs: readonly LogSight[] | null;
  readonly volumes: readonly VolumeSight[] | null;
  readonly backups: BackupSight;
}

/** What is more is not counted. Why: more than three times what docker-compose.yml gives a part. */
export const MOST_LOG_BYTES = 100_000_000;
/** Why: all reports together end at 20 MB, and secrets and certificates are small. */
const MOST_VOLUME_BYTES = 200_000_000;
/** Why: docker-compose.yml gives Prometheus 1 GB, besides what it is writing. */
const MOST_PROMETHEUS_BYTES = 2_000_000_000;
/** Why: ten of the largest that there can be. */
const LEAST_BACKUP_BYTES = 200_000_000;

export function judgeStorage({ logs, volumes, backups }: StorageSight): readonly Finding[] {
  return [judgeVolumes(volumes), judgeLogs(logs), judgeBackups(backups)];
}

function judgeVolumes(volumes: StorageSight['volumes']): Finding {
  if (volumes === null) return skipped('volumes', 'the engine did not tell their sizes in time');
  if (volumes.length === 0) return skipped('volumes', 'there are none');
  const large = volumes.filter(({ name, bytes }) => (bytes ?? 0) > mostOf(name));
  const sum = volumes.reduce((all, { bytes }) => all + (bytes ?? 0), 0);
  const found = `${volumes.length} volumes take ${sizeText(sum)}`;
  if (large.length === 0) return pass('volumes', found);
  return warning(
    'volumes',
    `${found}: ${large.map(({ name, bytes }) => `${name} ${sizeText(bytes ?? 0)} of at most ${sizeText(mostOf(name))}`).join(', ')}`,
    'Look at what is in them: "docker system df --verbose". Remove none of them: the secrets are in volumes.',
  );
}

function mostOf(volume: string): number {
  return /(^|_)prometheus$/.test(volume) ? MOST_PROMETHEUS_BYTES : MOST_VOLUME_BYTES;
}

function judgeLogs(logs: StorageSight['logs']): Finding {
  if (logs === null) return skipped('logs', 'the engine could not be asked');
  if (logs.length === 0) return skipped('logs', 'nothing runs');
  const endless = logs.filter(({ keptBy, limitBytes }) => keptBy === 'engine' && limitBytes === null);
  const large = logs.filter(({ bytes }) => (bytes ?? 0) >= MOST_LOG_BYTES);
  const found = logs.map(logText).join(', ');
  if (endless.length === 0 && large.length === 0) return pass('logs', found);
  const cure =
    'Give each part a max-size, as docker-compose.yml has it under "logging"; then ./scripts/burrow up. What is there goes with the container.';
  return warning('logs', found, cure);
}

function logText({ part, keptBy, limitBytes, bytes }: LogSight): string {
  if (keptBy !== 'engine') return `${part} kept by ${keptBy}`;
  const size =
    bytes === null ? 'of unknown size' : `${bytes >= MOST_LOG_BYTES ? 'over ' : ''}${sizeText(bytes)}`;
  return `${part} ${size} ${limitBytes === null ? 'without a limit' : `of at most ${sizeText(limitBytes)}`}`;
}

function judgeBackups({ freeBytes, sizes }: BackupSight): Finding {
  if (freeBytes === null) return skipped('backups', 'the disk could not be asked');
  const there = sizes === null ? 'this user may not see which there are' : backupText(sizes);
  const found = `${sizeText(freeBytes)} are free where backups go; ${there}`;
  if (freeBytes >= LEAST_BACKUP_BYTES) return pass('backups', found);
  const cure = 'Move old ones to another host, or name a file elsewhere: ./scripts/burrow backup FILE.';
  return warning('backups', found, cure);
}

function backupText(sizes: readonly number[]): string {
  if (sizes.length === 0) return 'there are none yet';
  return `${sizes.length} of them take ${sizeText(sizes.reduce((sum, size) => sum + size, 0))}`;
}
