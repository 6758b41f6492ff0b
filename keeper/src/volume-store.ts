import { readFileSync } from 'node:fs';
import { readVolumes } from './backup/read-volumes.ts';
import { STORED_VOLUMES, type StoredVolumes } from './backup/stored-entry.ts';
import { volumeState, writeVolumes } from './backup/write-volumes.ts';
import { fileProblem } from './file-problem.ts';
import { STATE } from './paths.ts';
import { failure, problemLine, type Result, success } from './result.ts';

// In a container of its own, for a moment: what ./scripts/burrow backup and restore do to the volumes. Secrets go through
// standard output and a mounted file, never through arguments.
const SCRATCH = '/tmp';
const [verb = '', file = '', label = ''] = process.argv.slice(2);

const done = attempt(verb);
if (done.ok) process.stdout.write(`${JSON.stringify(done.value)}\n`);
else {
  for (const problem of done.problems) process.stderr.write(`${problemLine(problem)}\n`);
  process.exitCode = 1;
}

function attempt(word: string): Result<unknown> {
  try {
    if (word === 'state') return success(volumeState(STATE));
    if (word === 'read') return readVolumes({ directory: STATE, scratch: SCRATCH });
    if (word !== 'write') return failure('usage', `expected state, read or write; found ${word}`, 'Say one.');
    const entries = entriesIn(file);
    if (entries.ok) writeVolumes(STATE, entries.value, label);
    return entries.ok ? success({ written: entries.value.entries.length }) : entries;
  } catch (error) {
    return { ok: false, problems: [fileProblem(error)] };
  }
}

/** Looked at again, although whoever has written the file has looked: here it becomes paths. */
function entriesIn(path: string): Result<StoredVolumes> {
  const parsed = STORED_VOLUMES.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (parsed.success) return success(parsed.data);
  return failure(
    'restore-entries',
    'expected entries of volumes; found something else',
    'Try another backup.',
  );
}
