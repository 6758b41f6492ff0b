import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { askSource } from '#keeper/public-address/address-source';
import { createDomainSource } from '#keeper/public-address/domain-records';
import type { Problem, Result } from '#keeper/result';
import type { Summary } from '#keeper/site/summary';
import type { Clock } from '#signaling/core/clock';
import { portProblem } from '../checks/port-free.ts';
import { readEnvironment, type Settings } from '../checks/settings.ts';
import type { PartState, PublishedPort } from '../compose/compose.ts';
import type { RunProgram } from '../lib/run-program.ts';
import { type Finding, failedBy, skipped } from './finding.ts';
import { judgeAddress } from './judge-address.ts';
import { isRunning, judgePorts } from './judge-ports.ts';
import { judgeSettings } from './judge-settings.ts';

/** @param settings as the service's own parser took them */
export function examineSettings(
  settings: Result<Settings>,
  { root, env }: { readonly root: string; readonly env: Readonly<Record<string, string | undefined>> },
): readonly Finding[] {
  const read = readEnvironment(root, env);
  if (!read.ok)
    return [failedBy('settings', read.problems), skipped('settings-names', '.env cannot be read')];
  const path = join(root, '.env');
  const names = existsSync(path) ? Object.keys(parse(readFileSync(path))) : [];
  return judgeSettings({ names, env: read.value, serviceProblems: settings.ok ? [] : settings.problems });
}

/** Ports that a running part has are its own; the others are tried. */
export async function examinePorts(
  published: readonly PublishedPort[],
  parts: readonly PartState[],
  run: RunProgram,
): Promise<Finding> {
  const problems: Problem[] = [];
  for (const { part, protocol, address, port } of published) {
    if (isRunning(parts, part)) continue;
    const cure = 'Stop it, or choose other ports: HTTP_PORT and HTTPS_PORT in .env.';
    const problem = await portProblem({ protocol, address, port, use: part, cure }, run);
    // The engine opens it, and may.
    if (problem !== null && problem.code !== 'port-forbidden') problems.push(problem);
  }
  return judgePorts({ published, parts, problems });
}

export async function examineAddress(
  domain: string | null,
  summary: Result<Summary>,
  clock: Clock,
): Promise<readonly Finding[]> {
  const record = domain === null ? null : (await askSource(createDomainSource(domain, 'A'), clock)).outcome;
  return judgeAddress({ domain, record, summary });
}
