import type { Problem } from './result.ts';

const CURES: Readonly<Record<string, string>> = {
  ENOSPC: 'Make room on the disk of the Docker engine ("docker system df" shows what it uses).',
  EDQUOT: 'Make room on the disk of the Docker engine, or raise its quota.',
  EROFS: 'Mount the volume so that it can be written to.',
  EACCES: 'Check who owns the file.',
  EPERM: 'Check who owns the file.',
  ENOENT: 'Put the file back; it comes with Burrow.',
  EISDIR: 'Put the file back; an engine makes a directory where a file that it mounts is missing.',
};

/** What the keeper was about to do with a file, and could not. */
export function fileProblem(error: unknown): Problem {
  const found = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const cure = CURES[code] ?? 'If this stays, report it with this line.';
  return {
    code: code === 'ENOSPC' ? 'disk-full' : 'file',
    cause: `the keeper could not go on: ${found}`,
    cure,
  };
}
