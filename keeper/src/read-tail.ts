import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** The last bytes of a file as text; empty when there is none yet. */
export function readTail(path: string, bytes: number): string {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    // Whoever writes it has not begun.
    return '';
  }
  try {
    const { size } = fstatSync(file);
    const buffer = Buffer.alloc(Math.min(size, bytes));
    const read = readSync(file, buffer, 0, buffer.length, Math.max(0, size - bytes));
    return buffer.toString('utf8', 0, read);
  } finally {
    closeSync(file);
  }
}
