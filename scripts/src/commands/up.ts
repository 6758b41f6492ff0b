import type { Result } from '#keeper/result';
import { success } from '#keeper/result';
import type { Summary } from '#keeper/site/summary';
import type { UpOptions } from '../checks/host.ts';
import { createCompose } from '../compose/compose.ts';
import { findEngine } from '../compose/engine.ts';
import { type OutputOptions, showResult } from '../lib/show-result.ts';
import type { CommandContext } from './command-context.ts';
import { upNative } from './up-native.ts';
import { upWithCompose } from './up-with-compose.ts';

/**
 * Brings Burrow up: as a bundle where there is a Docker engine, else, or when `isNative`, on this host itself.
 * Resolves with the exit code: 0 also when it was told to stop.
 */
export async function up(
  native: UpOptions & OutputOptions,
  isNative: boolean,
  asked: CommandContext,
): Promise<number> {
  const { json } = native;
  // Steps are for people.
  const context = json ? { ...asked, write: () => undefined } : asked;
  const engine = isNative ? null : await findEngine(context.run, createCompose(context));
  if (engine !== null && 'none' in engine) context.write(`without Docker: ${engine.none}\n`);
  const result: Result<Summary | null> =
    engine === null || 'none' in engine
      ? await nothingToTell(upNative(native, context))
      : await upWithCompose(engine, context);
  if (context.stop.aborted) return 0;
  if (result.ok && !json) return 0;
  return showResult<Summary | null>(result, { json, write: asked.write }, () => []);
}

/** Without Docker it ends when it is told to, and there is nothing left to be told. */
async function nothingToTell(ended: Promise<Result<void>>): Promise<Result<null>> {
  const result = await ended;
  return result.ok ? success(null) : result;
}
