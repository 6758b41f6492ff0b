import { type Problem, problemText, type Result } from '#keeper/result';
import { versionText } from '#keeper/turnserver/coturn-version';
import type { PartState } from '../compose/compose.ts';
import { type Finding, failed, pass, skipped, warning } from './finding.ts';
import { knownFault, type Versioned, versionIn } from './known-bad-versions.ts';

export type Versions = Readonly<Partial<Record<Versioned, Result<string>>>>;

export interface PartsSight {
  /** All parts that there are; empty: nothing runs. */
  readonly parts: readonly PartState[];
  /** What the keeper says is wrong. */
  readonly keeperProblems: readonly Problem[];
  /** What each program says of itself. */
  readonly versions: Versions;
}

export function judgeParts({ parts, keeperProblems, versions }: PartsSight): readonly Finding[] {
  return [judgeHealth(parts, keeperProblems), judgeVersions(versions)];
}

function judgeHealth(parts: readonly PartState[], problems: readonly Problem[]): Finding {
  const unwell = parts.filter(
    ({ state, health }) => state !== 'running' || !['', 'healthy'].includes(health),
  );
  if (parts.length === 0) return failed('parts', 'nothing runs', 'Start it: ./scripts/burrow up.');
  if (unwell.length === 0) return pass('parts', parts.map(({ part }) => part).join(', '));
  const found = unwell.map(({ part, state, health }) => `${part} is ${health || state}`).join(', ');
  const said = problems.map(problemText).join(' ');
  const log = `Read why: ./scripts/burrow logs ${unwell.map(({ part }) => part).join(' ')}`;
  const start = unwell.some(({ state }) => state !== 'running') ? '; then ./scripts/burrow up.' : '.';
  return failed('parts', found, said === '' ? `${log}${start}` : said);
}

export function judgeVersions(versions: Versions): Finding {
  const read = (Object.entries(versions) as [Versioned, Result<string>][]).flatMap(([part, said]) => {
    const version = said.ok ? versionIn(said.value) : null;
    return version === null ? [] : [{ part, version }];
  });
  if (read.length === 0) return skipped('versions', 'no part could be asked');
  const bad = read.flatMap(({ part, version }) => knownFault(part, version) ?? []);
  if (bad.length > 0) {
    return warning(
      'versions',
      bad.join('; '),
      'Remove the image names from .env, or name newer ones; then ./scripts/burrow up. Without Docker: install newer packages.',
    );
  }
  return pass('versions', read.map(({ part, version }) => `${part} ${versionText(version)}`).join(', '));
}
