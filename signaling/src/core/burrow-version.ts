import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';

const packageFile = z.object({ version: z.string() });

/** Of this copy of Burrow: what its package.json says, which lies as far from the source as from what is built of it. */
export function readBurrowVersion(): string {
  const file = new URL('../../../package.json', import.meta.url);
  return packageFile.parse(JSON.parse(readFileSync(file, 'utf8'))).version;
}
