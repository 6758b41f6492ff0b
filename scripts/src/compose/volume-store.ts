import { run } from 'docker-compose';
import * as z from 'zod/mini';
import {
  STORED_VOLUMES,
  type StoredVolumes,
  VOLUME_STATE,
  type VolumeState,
} from '#keeper/backup/stored-entry';
import { failure, type Problem, type Result, success } from '#keeper/result';
import { asResult, type ComposeContext } from './compose.ts';

/** What is kept in the volumes of the bundle, whether it runs or not. Needs the images of this version. */
export interface VolumeStore {
  state(): Promise<Result<VolumeState>>;
  read(): Promise<Result<StoredVolumes>>;
  /**
   * Puts what is in the file in the place of what is there.
   * @param directory on this host, mounted for the moment; holds the file
   * @param label which restore this is
   */
  write(directory: string, file: string, label: string): Promise<Result<void>>;
}

const SERVICE = 'volume-store';
const PROGRAM = ['node', 'keeper/dist/volume-store.js'];
const MOUNTED_AT = '/restore';

export function createVolumeStore(context: Pick<ComposeContext, 'root' | 'env'>): VolumeStore {
  return {
    state: () => ask(['state'], [], VOLUME_STATE),
    read: () => ask(['read'], [], STORED_VOLUMES),
    async write(directory, file, label) {
      const mount = ['--volume', `${directory}:${MOUNTED_AT}:ro`];
      const written = await ask(
        ['write', `${MOUNTED_AT}/${file}`, label],
        mount,
        z.object({ written: z.int() }),
      );
      return written.ok ? success(undefined) : written;
    },
  };

  async function ask<Value>(
    words: readonly string[],
    options: readonly string[],
    schema: z.ZodMiniType<Value>,
  ): Promise<Result<Value>> {
    let said = '';
    const commandOptions = ['--rm', '--no-deps', '--no-TTY', '--interactive=false', ...options];
    const ran = await asResult(
      run(SERVICE, [...PROGRAM, ...words], {
        cwd: context.root,
        env: { ...context.env, COMPOSE_ANSI: 'never' },
        commandOptions,
        callback: (chunk, stream) => {
          if (stream === 'stderr') said += chunk.toString();
        },
      }),
      ({ out }) => out,
    );
    if (!ran.ok) return { ok: false, problems: problemsIn(said) ?? ran.problems };
    const parsed = schema.safeParse(jsonOrNull(ran.value));
    return parsed.success ? success(parsed.data) : unreadable();
  }
}

/** What the program itself says is wrong says more than that it has failed; null when it did not get to say anything. */
function problemsIn(said: string): readonly Problem[] | null {
  if (/Cannot find module|No such image|pull access denied/.test(said)) return oldImages().problems;
  const lines = [...said.matchAll(/^✗ (.*?)\. (.*)$/gm)];
  if (lines.length === 0) return null;
  return lines.map(([, cause = '', cure = '']) => ({ code: 'volume-store', cause, cure }));
}

function oldImages() {
  const cause = 'expected the images of this version of Burrow; found none, or older ones';
  return failure('images-old', cause, 'Build them: docker compose build.');
}

function unreadable(): Result<never> {
  const cause = 'expected the content of the volumes; found something that cannot be read';
  return failure('volume-store', cause, 'Build the images of this version: docker compose build.');
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Told as something that cannot be read.
    return null;
  }
}
