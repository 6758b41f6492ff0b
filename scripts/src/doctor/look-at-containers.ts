import * as z from 'zod/mini';
import { STATE } from '#keeper/paths';
import { failure, type Result, success } from '#keeper/result';
import type { Compose } from '../compose/compose.ts';
import type { StoredState } from './judge-certificate.ts';
import type { HostSight } from './judge-host.ts';
import type { RelaySight } from './judge-relay.ts';
import type { Versioned } from './known-bad-versions.ts';

type Exec = Pick<Compose, 'exec'>;

const CURE = 'Build the images of this version: ./scripts/burrow up.';

const STORED_STATE: z.ZodMiniType<StoredState> = z.object({
  state: z.enum(['trusted', 'own', 'fallback', 'internal', 'none']),
  notAfter: z.optional(z.iso.datetime()),
  problems: z.optional(z.array(z.object({ cause: z.string(), cure: z.string() }))),
  reason: z.optional(z.object({ code: z.string(), cause: z.string(), cure: z.string() })),
});

export async function readCertificateState(compose: Exec): Promise<Result<StoredState>> {
  const file = await compose.exec('keeper', ['cat', `${STATE}/keeper/certificate-state.json`]);
  if (!file.ok) return file;
  const parsed = STORED_STATE.safeParse(jsonOrNull(file.value));
  if (parsed.success) return success(parsed.data);
  const cause = 'expected the state of the certificate from the keeper; found one that cannot be read';
  return failure('certificate-state', cause, CURE);
}

export interface EngineHost extends Omit<HostSight, 'buildCacheBytes'> {
  /** Of the engine, in milliseconds since the Unix epoch, halfway through the question; null: it could not be asked. */
  readonly clock: number | null;
}

/** What the engine's own host has, which is another one than this where the engine runs in a virtual machine. */
const HOST_SCRIPT = `date +%s%3N; df -Pk ${STATE}/keeper | tail -n 1; grep MemAvailable /proc/meminfo`;

export async function readEngineHost(compose: Exec): Promise<EngineHost> {
  const said = await compose.exec('keeper', ['sh', '-c', HOST_SCRIPT]);
  const [clock = '', disk = '', memory = ''] = said.ok ? said.value.split('\n') : [];
  const kilobytes = (text: string | undefined) => (/^\d+$/.test(text ?? '') ? Number(text) * 1_024 : null);
  return {
    clock: /^\d{13}$/.test(clock) ? Number(clock) : null,
    freeDiskBytes: kilobytes(disk.trim().split(/\s+/)[3]),
    availableMemoryBytes: kilobytes(/(\d+) kB/.exec(memory)?.[1]),
  };
}

const VERSION_COMMANDS: Readonly<Record<Versioned, readonly [string, ...string[]]>> = {
  coturn: ['turn', 'turnserver', '--version'],
  HAProxy: ['edge', 'haproxy', '-v'],
  Caddy: ['caddy', 'caddy', 'version'],
  Node: ['signaling', 'node', '--version'],
};

export async function readVersions(compose: Exec): Promise<Readonly<Record<Versioned, Result<string>>>> {
  const entries = Object.entries(VERSION_COMMANDS).map(async ([what, [part, ...command]]) => [
    what,
    await compose.exec(part, command),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}

/** Looks as root of the container, who may. */
export async function readGuard(compose: Exec): Promise<RelaySight['guard']> {
  const list = await compose.exec('turn', ['nft', 'list', 'table', 'inet', 'burrow_guard']);
  if (list.ok) return list.value.includes('policy drop') ? 'up' : 'missing';
  const said = list.problems.map(({ cause }) => cause).join(' ');
  return /No such file|not permitted|not supported|Protocol not|does not exist/i.test(said)
    ? 'missing'
    : 'unknown';
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Told as one that cannot be read.
    return null;
  }
}
