import { printable } from './printable.ts';

const LONGEST = 240;
const ADDRESS = /\b\d{1,3}(?:\.\d{1,3}){3}\b|\b(?:[0-9a-f]{1,4}:){3,}[0-9a-f:]*\b/gi;

/** The line of a log that most likely says why its program has ended, without addresses; null: the log is empty. */
export function lastWords(log: string): string | null {
  const lines = log
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const line = lines.findLast((text) => /error|fail|✗|fatal|cannot/i.test(text)) ?? lines.at(-1);
  return line === undefined ? null : printable(line.replaceAll(ADDRESS, '…').slice(0, LONGEST));
}
