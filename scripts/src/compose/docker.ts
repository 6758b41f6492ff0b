import { failure, type Result, success } from '#keeper/result';
import { lastLine, type ProgramRun, type RunProgram } from '../lib/run-program.ts';

/**
 * What compose has no words for: the engine itself, names of images that no part runs, and what all of it takes on disk. All
 * else goes through compose; no other file runs `docker`.
 */
export interface Docker {
  /** One line of JSON among what it says, or why there is no engine. */
  info(): Promise<ProgramRun>;
  /** Identity of the image that has this name; null: there is none. */
  identityOf(name: string): Promise<string | null>;
  tag(image: string, name: string): Promise<Result<void>>;
  /** @param format Go template of what is asked of each container, a line for each */
  inspect(containers: readonly string[], format: string): Promise<ProgramRun>;
  /** One line of JSON. */
  diskUse(): Promise<ProgramRun>;
  /** How much a container has logged; what is more than `mostBytes` is not read. Null: it cannot be told. */
  logBytes(container: string, mostBytes: number): Promise<number | null>;
}

const INFO_LIMIT_MS = 10_000;
/** Why 60 s: the engine adds up the files of every volume, and of all that was ever built. */
const DISK_USE_LIMIT_MS = 60_000;

export function createDocker(run: RunProgram): Docker {
  // Also while the command is being stopped: then everything is taken back.
  const docker = (...words: readonly string[]) =>
    run(['docker', ...words], { signal: new AbortController().signal });
  return {
    info: () =>
      run(['docker', 'info', '--format', '{{json .}}'], { signal: AbortSignal.timeout(INFO_LIMIT_MS) }),
    async identityOf(name) {
      const { code, output } = await docker('image', 'inspect', '--format', '{{.Id}}', name);
      return code === 0 ? (/^sha256:[0-9a-f]+$/m.exec(output)?.[0] ?? null) : null;
    },
    async tag(image, name) {
      const { code, output } = await docker('tag', image, name);
      if (code === 0) return success(undefined);
      const cause = `expected the Docker engine to name the image ${name}; found: ${lastLine(output)}`;
      return failure('engine', cause, 'Check the Docker engine.');
    },
    inspect: (containers, format) => docker('inspect', '--format', format, ...containers),
    diskUse: () =>
      run(['docker', 'system', 'df', '--verbose', '--format', '{{json .}}'], {
        signal: AbortSignal.timeout(DISK_USE_LIMIT_MS),
      }),
    async logBytes(container, mostBytes) {
      // Through the engine, because only root may look at the files, and not from within a container.
      const count = 'docker logs "$1" 2>&1 | head -c "$2" | wc -c';
      const { output } = await run(['sh', '-c', count, 'count', container, String(mostBytes)]);
      return /^\d+$/.test(output.trim()) ? Number(output) : null;
    },
  };
}
