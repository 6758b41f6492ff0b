import { keeperReport, type ServiceStatus } from '#protocol';
import type { WatchedFile } from './watched-file.ts';

/** Why 64 KiB: a full report is a tenth of it. */
const MAX_CHARACTERS = 65_536;

/**
 * What the keeper has written for the service, as of now. What cannot be read is a state like any other, and no error: a
 * keeper that is being replaced by another version is one.
 * @param file null: there is no keeper here
 */
export function createKeeperReport(file: WatchedFile | null): () => ServiceStatus['keeper'] {
  if (file === null) return () => ({ state: 'none' });
  return function readKeeperReport() {
    const text = textOf(file);
    if (text === null) return { state: 'silent' };
    const parsed = keeperReport.safeParse(jsonIn(text));
    return parsed.success ? { state: 'told', report: parsed.data } : { state: 'unreadable' };
  };
}

function textOf(file: WatchedFile): string | null {
  try {
    return file.read();
  } catch {
    // Not written yet: told as such.
    return null;
  }
}

function jsonIn(text: string): unknown {
  if (text.length > MAX_CHARACTERS) return null;
  try {
    return JSON.parse(text);
  } catch {
    // Told as unreadable.
    return null;
  }
}
