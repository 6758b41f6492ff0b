import type { Result } from '#keeper/result';
import { type Engine, LEAST_COMPOSE, LEAST_ENGINE, versionProblems } from '../compose/engine.ts';
import { type Finding, failed, failedBy, pass, skipped } from './finding.ts';

export interface EngineSight {
  readonly engine: Engine | { readonly none: string };
  readonly composeVersion: Result<string>;
}

export function judgeEngine({ engine, composeVersion }: EngineSight): readonly Finding[] {
  if ('none' in engine) {
    return [
      failed(
        'engine',
        engine.none,
        'Start the Docker engine, or ask as a user who may use it. Without Docker: --native.',
      ),
      skipped('engine-version', 'no engine was reached'),
    ];
  }
  const problems = [
    ...versionProblems('Docker engine', engine.version, LEAST_ENGINE),
    ...(composeVersion.ok
      ? versionProblems('compose plugin', composeVersion.value, LEAST_COMPOSE)
      : composeVersion.problems),
  ];
  const versions = `Docker ${engine.version}, compose ${composeVersion.ok ? composeVersion.value : 'unknown'}`;
  return [
    pass('engine', `Docker ${engine.version}`),
    problems.length === 0 ? pass('engine-version', versions) : failedBy('engine-version', problems),
  ];
}
