import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { run } from './run.ts';

/** Directories that every lab leaves traces in, each trace named after the lab's id. */
export const labsDirectory = '/run/burrow-lab';
export const namespaceFiles = '/etc/netns';
const namespacesDirectory = '/run/netns';

const namespacePattern = /^burrow-(\d+-\d+)-/;
const killTimeoutMs = 10_000;
const killPollMs = 10;

/** `id`: `<owner's pid>-<number>`. */
export function namespaceName(id: string, host: string): string {
  return `burrow-${id}-${host}`;
}

/** The ids of all labs that have left anything on this machine, living ones too. */
export async function findLabIds(): Promise<readonly string[]> {
  const [labs, namespaces, files] = await Promise.all(
    [labsDirectory, namespacesDirectory, namespaceFiles].map(list),
  );
  const ids = [...(namespaces ?? []), ...(files ?? [])].map((name) => namespacePattern.exec(name)?.[1]);
  return [...new Set([...(labs ?? []), ...ids.filter((id) => id !== undefined)])];
}

/** Kills every process in the namespaces of a lab and removes all it has left; several may do so at once. */
export async function removeLab(id: string): Promise<void> {
  const namespaces = await namespacesOf(id);
  await killAllIn(namespaces);
  if (namespaces.length > 0) {
    await run(['ip', '-force', '-batch', '-'], {
      input: `${namespaces.map((name) => `netns del ${name}`).join('\n')}\n`,
      allowFailure: true,
    });
    const left = await namespacesOf(id);
    if (left.length > 0) throw new Error(`These network namespaces could not be deleted: ${left.join(', ')}`);
  }
  const files = (await list(namespaceFiles)).filter((name) => namespacePattern.exec(name)?.[1] === id);
  await Promise.all([
    ...files.map((name) => rm(join(namespaceFiles, name), { recursive: true, force: true })),
    rm(join(labsDirectory, id), { recursive: true, force: true }),
  ]);
}

async function namespacesOf(id: string): Promise<readonly string[]> {
  return (await list(namespacesDirectory)).filter((name) => namespacePattern.exec(name)?.[1] === id);
}

async function killAllIn(namespaces: readonly string[]): Promise<void> {
  const inodes = new Set(
    await Promise.all(namespaces.map((name) => inodeOf(join(namespacesDirectory, name)))),
  );
  inodes.delete(undefined);
  const deadline = Date.now() + killTimeoutMs;
  for (;;) {
    const pids = await processesIn(inodes);
    if (pids.length === 0) return;
    if (Date.now() > deadline) throw new Error(`These processes survive SIGKILL: ${pids.join(', ')}`);
    for (const pid of pids) killIfThere(pid);
    await delay(killPollMs);
  }
}

async function processesIn(inodes: ReadonlySet<bigint | undefined>): Promise<readonly number[]> {
  const pids = (await list('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(pids.map((pid) => inodeOf(`/proc/${pid}/ns/net`)));
  return pids.filter((_, index) => found[index] !== undefined && inodes.has(found[index]));
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!hasCode(error, 'ESRCH')) throw error;
  }
}

/** undefined for what does not exist, and for processes that have ended and only wait to be reaped. */
async function inodeOf(path: string): Promise<bigint | undefined> {
  try {
    return (await stat(path, { bigint: true })).ino;
  } catch {
    return undefined;
  }
}

/** An empty list for a directory that does not exist. */
async function list(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/**
 * Clock ticks from boot to the start of a process, which tells it from a later one with the same pid; undefined when
 * it has ended, reaped or not: in a container nobody may ever reap it.
 */
export async function startTimeOf(pid: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // Field 2, the command in parentheses, may hold anything. Field 3: state, field 22: start (proc_pid_stat(5)).
    const [state = '', ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return 'ZX'.includes(state) ? undefined : rest[18];
  } catch {
    return undefined;
  }
}
