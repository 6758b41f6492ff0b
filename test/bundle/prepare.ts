import { ensureImages } from '../engine/images.ts';

/** Before the suite: the images of the bundle, built from this tree. */
export async function setup(): Promise<void> {
  await ensureImages((line) => process.stdout.write(`${line}\n`));
}
