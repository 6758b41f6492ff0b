import { parse } from 'dotenv';

export interface SettingChanges {
  /** In .env, and no setting of the version that comes. */
  readonly unknown: readonly string[];
  /** Settings that the version before did not have; null: it is not known which those were. */
  readonly added: readonly string[] | null;
}

/** Compose's and the engine's own, which stand in .env too. */
const NOT_OURS = /^(?:COMPOSE|DOCKER|BUILDKIT|BUILDX)_/;

/**
 * What .env and the settings of the version that comes have to say to each other.
 * @param known names of the settings of the version that comes
 * @param exampleBefore .env.example of the version before; null: not to be had
 */
export function settingChanges(
  env: string,
  known: readonly string[],
  exampleBefore: string | null,
): SettingChanges {
  const names = Object.keys(parse(env));
  const before = exampleBefore === null ? null : namesIn(exampleBefore);
  return {
    unknown: names.filter((name) => !known.includes(name) && !NOT_OURS.test(name)),
    added: before === null ? null : known.filter((name) => !before.has(name)),
  };
}

function namesIn(example: string): ReadonlySet<string> {
  return new Set([...example.matchAll(/^#?([A-Z][A-Z_]*)=/gm)].map(([, name = '']) => name));
}
