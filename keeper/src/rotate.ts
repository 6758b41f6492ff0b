import { readFileSync } from 'node:fs';
import { stayingClock } from './clock.ts';
import { parseKeeperConfig } from './config/parse-keeper-config.ts';
import { STATE } from './paths.ts';
import { problemLine } from './result.ts';
import { bundleTurnSecrets } from './secrets/bundle-turn-secrets.ts';
import { volumesIn } from './volumes.ts';

// Beside the running keeper, in its container: a new TURN secret, without a call that notices.
const parsed = parseKeeperConfig(process.env, (path) => readFileSync(path, 'utf8'));
if (!parsed.ok) {
  for (const { text } of parsed.problems) process.stderr.write(`✗ ${text}\n`);
  process.exit(1);
}
const secrets = bundleTurnSecrets(volumesIn(STATE), parsed.config.turnCredentialTtlSeconds, stayingClock);
const rotated = secrets.rotate();
if (rotated.ok) {
  const until = new Date(rotated.value.retiredUntil ?? 0).toISOString();
  process.stdout.write(
    `TURN secret rotated; credentials of the one before are good until ${until} at most\n`,
  );
} else {
  for (const problem of rotated.problems) process.stderr.write(`${problemLine(problem)}\n`);
  process.exit(1);
}
