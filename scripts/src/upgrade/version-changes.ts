import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Result, success } from '#keeper/result';
import { VARIABLES } from '#signaling/config/variables';
import type { CommandContext } from '../commands/command-context.ts';
import { checkoutOf } from '../lib/burrow-version.ts';
import { policyChanges } from './policy-changes.ts';
import { settingChanges } from './setting-changes.ts';

export interface VersionChangesOptions {
  readonly from: string;
  readonly to: string;
  readonly policyOfNow: () => Promise<Result<string>>;
}

/** What the version that comes does differently on this host, a line each. */
export async function versionChanges(
  { from, to, policyOfNow }: VersionChangesOptions,
  { root, run }: Pick<CommandContext, 'root' | 'run'>,
): Promise<Result<readonly string[]>> {
  const policy = await policyOfNow();
  if (!policy.ok) return policy;
  const path = join(root, '.env');
  const env = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const { unknown, added } = settingChanges(env, decidedByPeople(), await exampleOf(from));
  const options = policyChanges(policy.value, readFileSync(join(root, 'turnserver.conf'), 'utf8'));
  return success([
    `from ${from} to ${to}`,
    ...unknown.map((name) => `.env: ${name} is no setting of the new version, and has no effect`),
    ...(added ?? []).map((name) => `new setting: ${name} (.env.example says what it does)`),
    ...options.map((option) => `turnserver.conf: ${option}`),
    ...(options.length + unknown.length + (added?.length ?? 0) === 0 ? ['settings: nothing to decide'] : []),
  ]);

  /** Null: there is no git, or the version is not one of its commits. */
  async function exampleOf(version: string): Promise<string | null> {
    const commit = checkoutOf(version);
    if (commit === null) return null;
    const { code, output } = await run(['git', '-C', root, 'show', `${commit}:.env.example`]);
    return code === 0 ? output : null;
  }
}

function decidedByPeople(): readonly string[] {
  return Object.entries(VARIABLES)
    .filter(([, { audience }]) => audience !== 'bundle')
    .map(([name]) => name);
}
