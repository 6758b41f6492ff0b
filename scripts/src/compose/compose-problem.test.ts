import { expect, test } from 'vitest';
import { composeProblem } from './compose-problem.ts';

test.each([
  [
    'part-unhealthy',
    ' Container burrow-keeper-1  Error\ndependency failed to start: container burrow-keeper-1 is unhealthy\n',
    'docker compose: dependency failed to start: container burrow-keeper-1 is unhealthy',
  ],
  [
    'port-taken',
    'Container burrow-edge-1  Starting\nError response from daemon: failed to bind host port 0.0.0.0:443/tcp: address already in use\n',
    'docker compose: Error response from daemon: failed to bind host port 0.0.0.0:443/tcp: address already in use',
  ],
  ['disk-full', 'write /x: no space left on device\n', 'docker compose: write /x: no space left on device'],
  ['not-running', 'service "keeper" is not running\n', 'docker compose: service "keeper" is not running'],
  [
    'compose-missing',
    "docker: unknown command: docker compose\n\nRun 'docker --help' for more information\n",
    'docker compose: docker: unknown command: docker compose',
  ],
  [
    'compose',
    'a\nvalidating docker-compose.yml: invalid hostPort: abc\nb\n',
    expect.stringContaining('invalid hostPort: abc'),
  ],
  ['compose', '', 'docker compose: no output'],
])('%s: the one line that says why', (code, output, cause) => {
  expect(composeProblem(output)).toEqual({ code, cause, cure: expect.stringMatching(/^[A-Z]/) });
});
