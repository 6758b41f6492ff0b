import { run } from '../lab/run.ts';
import type { Engine } from './engine.ts';

const COPY_LIMIT_MS = 5 * 60_000;
/** Gives one engine the images of the other, as they are now; those that it has already are not copied again. */
export async function copyImages(from: Engine, to: Engine): Promise<void> {
  const [wanted, there] = [await imagesOf(from), new Set(await imagesOf(to))];
  const missing = wanted.filter((line) => !there.has(line)).map((line) => line.split(' ')[0] ?? '');
  if (missing.length === 0) return;
  const copy = 'docker -H "$0" save "$@" | docker -H "$TO" load --quiet';
  await run(['bash', '-o', 'pipefail', '-c', copy, from.host, ...missing], {
    env: { TO: to.host },
    timeoutMs: COPY_LIMIT_MS,
  });
  await to.docker(['image', 'prune', '--force']);
}

/** Each with its name and its id. */
async function imagesOf(engine: Engine): Promise<readonly string[]> {
  const format = '{{.Repository}}:{{.Tag}} {{.ID}}';
  const { stdout } = await engine.docker(['images', '--no-trunc', '--format', format]);
  return stdout.split('\n').filter((line) => line !== '' && !line.includes('<none>'));
}
