import type { Summary } from '#keeper/site/summary';
import { readSettings } from '../checks/settings.ts';
import type { CommandContext } from '../commands/command-context.ts';
import type { Compose } from '../compose/compose.ts';
import { findEngine } from '../compose/engine.ts';
import { keeperProblems, readSummary } from '../compose/keeper.ts';
import { bundledService } from '../lib/operator-service.ts';
import { type Deployment, deploymentOf } from './deployment.ts';
import { examineAddress, examinePorts, examineSettings } from './examine-host.ts';
import { examineRelay } from './examine-relay.ts';
import { examineSite } from './examine-site.ts';
import { DOCTOR_CODES, type Finding, failedBy, skipped } from './finding.ts';
import { judgeEngine } from './judge-engine.ts';
import { judgeHost } from './judge-host.ts';
import { judgeLimits } from './judge-limits.ts';
import { judgeParts } from './judge-parts.ts';
import { judgeStorage } from './judge-storage.ts';
import { readEngineHost, readGuard, readVersions } from './look-at-containers.ts';
import { readBackups, readStorage } from './look-at-storage.ts';

export interface Examination {
  /** One for each code, in the order of `DOCTOR_CODES`. */
  readonly findings: readonly Finding[];
  /** Null: the keeper could not be asked. */
  readonly summary: Summary | null;
}

/** Everything that can be looked at from this host, of the bundle on its engine. Changes nothing. */
export async function examineBundle(
  compose: Compose,
  context: Pick<CommandContext, 'root' | 'env' | 'run' | 'clock' | 'progress'>,
): Promise<Examination> {
  const { progress, clock } = context;
  progress('looking at engine, settings and ports');
  const settings = readSettings(context.root, context.env);
  const findings: Finding[] = [...examineSettings(settings, context)];
  const engine = await findEngine(context.run, compose);
  findings.push(...judgeEngine({ engine, composeVersion: await compose.version() }));
  if ('none' in engine) return { findings: complete(findings, 'no engine was reached'), summary: null };

  const [running, published] = [await compose.parts(), await compose.publishedPorts()];
  if (!running.ok || !published.ok) {
    const problems = [...(running.ok ? [] : running.problems), ...(published.ok ? [] : published.problems)];
    findings.push(failedBy('parts', problems));
    return { findings: complete(findings, 'docker compose does not answer'), summary: null };
  }
  const parts = running.value;
  findings.push(await examinePorts(published.value, parts, context.run));
  const [versions, problems] = [await readVersions(compose), await keeperProblems(compose)];
  findings.push(...judgeParts({ parts, keeperProblems: problems, versions }));

  progress('looking at name, certificate, clock and listeners');
  const summary = await readSummary(compose);
  const domain = settings.ok ? settings.value.config.domain : null;
  findings.push(...(await examineAddress(domain, summary, clock)));
  const { clock: engineClock, ...host } = await readEngineHost(compose);
  progress('adding up logs and volumes');
  const { buildCacheBytes, ...stored } = await readStorage(parts, context.run);
  findings.push(...judgeHost({ ...host, buildCacheBytes }));
  findings.push(...judgeStorage({ ...stored, backups: readBackups(context.root) }));
  if (!summary.ok || !settings.ok)
    return { findings: complete(findings, 'the keeper does not tell what it has set up'), summary: null };
  const deployment: Deployment = await deploymentOf(summary.value, settings.value, published.value);
  findings.push(...(await examineSite(compose, deployment, { now: clock.now, engineClock })));

  progress('passing bytes through the relay');
  const guard = deployment.isOpenRelay ? null : await readGuard(compose);
  const relay = await examineRelay(bundledService(compose), deployment, guard);
  findings.push(...relay.findings);
  const { roomCapacity, turn } = settings.value.config;
  findings.push(
    ...judgeLimits({
      ...{ roomCapacity, userQuota: turn.userQuota, urls: relay.urls },
      maxMbit: Number(settings.value.env.TURN_MAX_MBIT) || null,
    }),
  );
  return { findings: complete(findings, 'it was not looked at'), summary: summary.value };
}

/** What nobody has looked at is said, too. */
export function complete(findings: readonly Finding[], why: string): readonly Finding[] {
  return (Object.keys(DOCTOR_CODES) as (keyof typeof DOCTOR_CODES)[]).map(
    (code) => findings.find((finding) => finding.code === code) ?? skipped(code, why),
  );
}
