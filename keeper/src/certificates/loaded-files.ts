import { createHash } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { writeWhole } from '../write-whole.ts';
import type { ServedCertificate } from './caddy-certificates.ts';

const PREFIX = 'loaded-';
const NAME_LENGTH = 16;

/** Where Caddy finds this certificate: named after what it holds, because Caddy reads a file again only under a new name. */
export function loadedFile(
  directory: string,
  { pem }: Pick<ServedCertificate, 'pem'>,
  prefix = PREFIX,
): string {
  const hash = createHash('sha256').update(pem).digest('hex').slice(0, NAME_LENGTH);
  const path = join(directory, `${prefix}${hash}.pem`);
  writeWhole(path, pem);
  return path;
}

/** Removes all that were served before; Caddy holds in memory what it still serves for a moment. */
export function pruneLoaded(directory: string, current: string | null): void {
  for (const name of readdirSync(directory)) {
    if (name.startsWith(PREFIX) && (current === null || name !== basename(current)))
      rmSync(join(directory, name), { force: true });
  }
}
