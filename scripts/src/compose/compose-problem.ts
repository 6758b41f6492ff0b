import type { Problem } from '#keeper/result';

interface Known {
  readonly code: string;
  readonly pattern: RegExp;
  readonly cure: string;
}

/** What compose and the engine say, in the order of how much it explains. */
const KNOWN: readonly Known[] = [
  {
    code: 'port-taken',
    pattern: /(?:address already in use|port is already allocated)/,
    cure: 'Stop what has the port ("ss -lntup" names it), or set HTTP_PORT and HTTPS_PORT in .env.',
  },
  {
    code: 'disk-full',
    pattern: /no space left on device/,
    cure: 'Make room on the disk of the Docker engine ("docker system df" shows what it uses).',
  },
  {
    code: 'part-unhealthy',
    pattern: /is unhealthy|exited \(\d+\)/,
    cure: 'Look at its log: ./scripts/burrow logs',
  },
  {
    code: 'compose-missing',
    pattern: /unknown command: docker compose|'compose' is not a docker command|unknown shorthand flag/,
    cure: 'Install the compose plugin of Docker: https://docs.docker.com/compose/install/linux/',
  },
  { code: 'not-running', pattern: /is not running|no such service/, cure: 'Start it: ./scripts/up' },
  {
    code: 'engine-silent',
    pattern: /Cannot connect to the Docker daemon|failed to connect to the docker API/,
    cure: 'Start the Docker engine.',
  },
  {
    code: 'registry',
    pattern: /failed to resolve source metadata|pull access denied|TLS handshake|i\/o timeout/,
    cure: 'Check the way to the registry, or set a mirror in .env: docs/configuration.md, "For the build".',
  },
];

/** The one line of a long output that says why. */
export function composeProblem(output: string): Problem {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  for (const { code, pattern, cure } of KNOWN) {
    const line = lines.findLast((text) => pattern.test(text));
    if (line !== undefined) return { code, cause: `docker compose: ${withoutMarks(line)}`, cure };
  }
  const line = lines.findLast((text) => /error|failed|invalid/i.test(text)) ?? lines.at(-1) ?? 'no output';
  return {
    code: 'compose',
    cause: `docker compose: ${withoutMarks(line)}`,
    cure: 'Try the same with "docker compose up --wait" to see all that it says.',
  };
}

function withoutMarks(line: string): string {
  return line.replace(/^[✘✔\s]+/, '').replace(/\.$/, '');
}
