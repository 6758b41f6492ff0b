import { join } from 'node:path';
import { askHaproxy } from './ask-haproxy.ts';
import { readFrontendSessions } from './frontend-sessions.ts';
import { STATE } from './paths.ts';
import { problemLine } from './result.ts';
import { volumesIn } from './volumes.ts';

// Beside the running keeper, in its container: how many connections have come to each of edge's ports, as JSON.
const answer = await askHaproxy(join(volumesIn(STATE).edge, 'admin.sock'), 'show stat\n');
if (answer.ok) process.stdout.write(`${JSON.stringify(readFrontendSessions(answer.value))}\n`);
else {
  for (const problem of answer.problems) process.stderr.write(`${problemLine(problem)}\n`);
  process.exit(1);
}
