import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where Debian keeps programs for root, which are not in everybody's PATH. */
const ADMIN_FOLDERS = ['/usr/sbin', '/sbin'];

/** The path of a program, or null. */
export function findProgram(name: string, path: string | undefined): string | null {
  for (const folder of [...(path ?? '').split(delimiter).filter((entry) => entry !== ''), ...ADMIN_FOLDERS]) {
    const candidate = join(folder, name);
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}
