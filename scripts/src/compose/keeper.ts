import * as z from 'zod';
import { HEALTH_FILE, READY, STATE } from '#keeper/paths';
import { failure, type Problem, type Result, success } from '#keeper/result';
import { SUMMARY_FILE, type Summary } from '#keeper/site/summary';
import type { Compose } from './compose.ts';

const SUMMARY: z.ZodType<Summary> = z.object({
  url: z.string(),
  address: z.string().nullable(),
  certificate: z.enum(['own', 'acme', 'internal', 'proxy']),
  ports: z.array(
    z.object({
      port: z.union([z.number(), z.string()]),
      protocols: z.array(z.enum(['tcp', 'udp'])),
      use: z.string(),
    }),
  ),
  warnings: z.array(z.string()),
});

/** What the keeper has found out about this host. */
export async function readSummary(compose: Pick<Compose, 'exec'>): Promise<Result<Summary>> {
  const file = await compose.exec('keeper', ['cat', `${STATE}/keeper/${SUMMARY_FILE}`]);
  if (!file.ok) return file;
  try {
    return success(SUMMARY.parse(JSON.parse(file.value)));
  } catch {
    // Of another version than these scripts.
    const cause = 'expected a summary from the keeper; found one that cannot be read';
    return failure('summary', cause, 'Build the images of this version: ./scripts/up.');
  }
}

/** What the keeper says is wrong; empty when nothing is, or when it cannot be asked. */
export async function keeperProblems(compose: Pick<Compose, 'exec'>): Promise<readonly Problem[]> {
  const health = await compose.exec('keeper', ['cat', HEALTH_FILE]);
  if (!health.ok || health.value === READY) return [];
  return health.value.split('\n').map((line) => {
    const [, cause = line, cure = ''] = /^✗ (.*?)\. (.*)$/.exec(line) ?? [];
    return { code: 'keeper', cause: cause.replace(/^✗ /, ''), cure };
  });
}
