import { failure, type Result, success } from '#keeper/result';
import { lastLine, type ProgramRun, type RunProgram } from '../lib/run-program.ts';

/**
 * What compose has no words for: the engine itself, and names of images that no part runs. All else goes through compose;
 * no other file runs `docker`.
 */
export interface Docker {
  /** One line of JSON among what it says, or why there is no engine. */
  info(): Promise<ProgramRun>;
  /** Identity of the image that has this name; null: there is none. */
  identityOf(name: string): Promise<string | null>;
  tag(image: string, name: string): Promise<Result<void>>;
}

const INFO_LIMIT_MS = 10_000;

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
  };
}
