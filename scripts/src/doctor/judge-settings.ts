import { parseKeeperConfig } from '#keeper/config/parse-keeper-config';
import { settingProblems } from '#keeper/config/setting-problems';
import type { Problem } from '#keeper/result';
import { VARIABLES, type Variable } from '#signaling/config/variables';
import { type Finding, failedBy, pass, warning } from './finding.ts';

export interface SettingsSight {
  /** The names that stand in `.env`. */
  readonly names: readonly string[];
  /** What is decided, the environment before `.env`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What the service's own parser refuses. */
  readonly serviceProblems: readonly Problem[];
}

/** Names that mean something to Docker alone. */
const OF_DOCKER = /^(COMPOSE|DOCKER|BUILDKIT)_/;

export function judgeSettings({ names, env, serviceProblems }: SettingsSight): readonly Finding[] {
  // In the containers NAME_FILE would be another file than here.
  const parsed = parseKeeperConfig(env, (path) => {
    throw new Error(`${path} is not looked at here`);
  });
  const problems = [...(parsed.ok ? [] : settingProblems(parsed.problems)), ...serviceProblems];
  const unknown = names.filter((name) => !isKnown(name));
  return [
    problems.length === 0
      ? pass('settings', `${names.length} settings in .env`)
      : failedBy('settings', problems),
    unknown.length === 0
      ? pass('settings-names', 'all are known')
      : warning(
          'settings-names',
          `unknown: ${unknown.join(', ')}`,
          'Correct the spelling; .env.example has every name. An unknown one has no effect.',
        ),
  ];
}

function isKnown(name: string): boolean {
  const known = new Map<string, Variable>(Object.entries(VARIABLES));
  const variable = known.get(name) ?? known.get(name.replace(/_FILE$/, ''));
  return OF_DOCKER.test(name) || (variable !== undefined && variable.audience !== 'bundle');
}
