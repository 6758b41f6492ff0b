import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { CommandContext } from '../commands/command-context.ts';

const PACKAGE = z.object({ version: z.string() });

/**
 * Of the sources here: the version and, where there is git, the commit as build metadata (semver.org, item 10), such as
 * "1.2.0+g0a1b2c3" or "1.2.0+g0a1b2c3.dirty".
 */
export async function burrowVersion({ root, run }: Pick<CommandContext, 'root' | 'run'>): Promise<string> {
  const { version } = PACKAGE.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const described = await run(['git', '-C', root, 'describe', '--always', '--dirty=.dirty', '--exclude=*']);
  const commit = /^([0-9a-f]{7,40}(?:\.dirty)?)\s*$/.exec(described.output)?.[1];
  return described.code === 0 && commit !== undefined ? `${version}+g${commit}` : version;
}

/** For a build: the version becomes a label of the keeper's image (docker-compose.yml). */
export async function buildEnvironment(
  context: Pick<CommandContext, 'root' | 'run' | 'env'>,
): Promise<CommandContext['env']> {
  return { ...context.env, BURROW_VERSION: await burrowVersion(context) };
}

/** What "git checkout" takes to go back to a version; null: unknown. */
export function checkoutOf(version: string): string | null {
  return /\+g([0-9a-f]+)/.exec(version)?.[1] ?? null;
}
