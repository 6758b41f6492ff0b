import { problemLine } from '#keeper/result';
import type { UpOptions } from '../checks/host.ts';
import { createCompose } from '../compose/compose.ts';
import { findEngine } from '../compose/engine.ts';
import type { CommandContext } from './command-context.ts';
import { upNative } from './up-native.ts';
import { upWithCompose } from './up-with-compose.ts';

/**
 * Brings Burrow up: as a bundle where there is a Docker engine, else, or when `isNative`, on this host itself.
 * Resolves with the exit code: 0 also when it was told to stop.
 */
export async function up(native: UpOptions, isNative: boolean, context: CommandContext): Promise<number> {
  const engine = isNative ? null : await findEngine(context.run, createCompose(context));
  if (engine !== null && 'none' in engine) context.write(`without Docker: ${engine.none}\n`);
  const result =
    engine === null || 'none' in engine
      ? await upNative(native, context)
      : await upWithCompose(engine, context);
  if (result.ok || context.stop.aborted) return 0;
  for (const problem of result.problems) context.write(`${problemLine(problem)}\n`);
  return 1;
}
