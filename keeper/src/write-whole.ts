import { readFileSync } from 'node:fs';
import { replaceWhole } from '#signaling/core/replace-whole';

/** For the owner and for the one part that the directory is shared with. */
const OWNER_AND_GROUP = 0o640;

/**
 * Writes a file whole or not at all, also when it is interrupted; leaves one that is the same already as it is, so that
 * nobody who watches it is woken for nothing. Says whether it wrote.
 */
export function writeWhole(path: string, text: string, mode = OWNER_AND_GROUP): boolean {
  if (contentOf(path) === text) return false;
  replaceWhole(path, text, mode);
  return true;
}

function contentOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Not there yet; whatever else is wrong, writing will say.
    return null;
  }
}
