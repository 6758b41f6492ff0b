import type { ConfigProblem } from '#signaling/config/read-variables';
import type { Problem } from '../result.ts';

/** What is wrong in `.env`, as what a person is told. */
export function settingProblems(problems: readonly ConfigProblem[]): readonly Problem[] {
  return problems.map(({ text }) => ({
    code: 'setting',
    cause: text.replace(/\.$/, ''),
    cure: 'Correct it in .env; docs/configuration.md lists them all.',
  }));
}
