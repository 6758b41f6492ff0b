import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../lab/run.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a clone of the working tree would hold, with what is not committed yet. */
export async function copyOfTheTree(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const pack =
    'git ls-files --cached --others --exclude-standard -z | tar --null -T - -c --ignore-failed-read';
  await run(['bash', '-c', `${pack} | tar -C "$0" -x`, directory], { cwd: root });
  await rm(join(directory, '.env'), { force: true });
  await readFile(join(directory, 'docker-compose.yml'));
}
