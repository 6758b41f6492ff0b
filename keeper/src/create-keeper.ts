import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '#signaling/core/clock';
import type { Logger } from '#signaling/core/logger';
import { checkRestored } from './backup/write-volumes.ts';
import type { CertificateWatch } from './certificates/certificate-watch.ts';
import { createHandOver } from './certificates/hand-over.ts';
import { createHaproxyCertificates } from './certificates/haproxy-certificates.ts';
import type { KeeperConfig } from './config/parse-keeper-config.ts';
import { configureParts } from './configure-parts.ts';
import type { PublicAddressDecision } from './public-address/decide-public-address.ts';
import { describePublicAddress } from './public-address/describe-public-address.ts';
import { observeHost } from './public-address/observe-host.ts';
import { type PublicAddressWatch, watchPublicAddress } from './public-address/watch-public-address.ts';
import type { ReportFacts } from './report/compose-report.ts';
import { keepReport } from './report/keep-report.ts';
import { type Problem, problemText, type Result, success } from './result.ts';
import { bundleTurnSecrets } from './secrets/bundle-turn-secrets.ts';
import { keepSettling } from './secrets/settling.ts';
import { SUMMARY_FILE, type Summary, summaryOf } from './site/summary.ts';
import { relayPorts } from './turnserver/render-guard.ts';
import type { Volumes } from './volumes.ts';
import { writeWhole } from './write-whole.ts';

export interface KeeperOptions {
  readonly config: KeeperConfig;
  readonly volumes: Volumes;
  readonly policyFile: string;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface Keeper {
  /** Resolves when every part finds what it needs to start; the keeper then goes on watching. */
  start(): Promise<Result<Summary>>;
  close(): void;
}

/** What is in force. */
interface Configured {
  readonly decision: PublicAddressDecision;
  readonly name: string;
  readonly summary: Summary;
}

/** What runs on until the keeper is closed. */
interface Watching {
  close(): void;
}

export function createKeeper(options: KeeperOptions): Keeper {
  const { config, volumes, clock, log } = options;
  const secrets = bundleTurnSecrets(volumes, config.turnCredentialTtlSeconds, clock);
  const watching: Watching[] = [];
  let certificates: CertificateWatch | null = null;
  let addresses: PublicAddressWatch | null = null;
  let configured: Configured | null = null;
  /** Of the last change of the address that could not be followed. */
  let problems: readonly Problem[] = [];

  return {
    async start() {
      const whole = checkRestored(volumes.keeper);
      if (!whole.ok) return whole;
      const settled = secrets.settle();
      if (!settled.ok) return settled;
      const first = await firstConfiguration();
      if (!first.ok) return first;
      const haproxy = createHaproxyCertificates(join(volumes.edge, 'admin.sock'));
      const handOver = createHandOver({
        edgeDirectory: volumes.edge,
        haproxy,
        current: () => certificates?.look() ?? null,
        clock,
        log,
      });
      handOver.start();
      watching.push(handOver, keepSettling(secrets, { clock, log }));
      watching.push(keepReport({ volumes, haproxy, facts: reportFacts, clock, log }));
      return first;
    },
    close() {
      for (const one of watching) one.close();
    },
  };

  /** Also every later one, when the address changes. */
  function firstConfiguration(): Promise<Result<Summary>> {
    return new Promise((resolve, reject) => {
      let isFirst = true;
      addresses = watchPublicAddress({
        settings: config,
        observe: () => observeHost(config, clock),
        clock,
        async onChange(decided) {
          const wasFirst = isFirst;
          isFirst = false;
          try {
            const outcome = decided.ok ? await configure(decided.value) : decided;
            if (wasFirst) resolve(outcome);
            else report(outcome);
          } catch (error) {
            if (wasFirst) reject(error);
            else log.error({ err: error }, 'changed address could not be written down');
          }
        },
      });
      watching.push(addresses);
    });
  }

  async function configure(decision: PublicAddressDecision): Promise<Result<Summary>> {
    const written = await configureParts(decision, options);
    if (!written.ok) return written;
    const { site } = written.value;
    certificates = written.value.certificates;
    const address = decision.publicAddress ?? decision.primaryAddress;
    const summary = summaryOf(site, {
      address,
      pageServedBy: config.pageServedBy,
      relayPorts: relayPortsIfOpen(),
      warnings: decision.warnings.map(problemText),
    });
    writeWhole(join(volumes.keeper, SUMMARY_FILE), JSON.stringify(summary));
    configured = { decision, name: site.name, summary };
    log.info({ url: summary.url, address: describePublicAddress(decision) }, 'configured');
    return success(summary);
  }

  /** What the service is to know. */
  function reportFacts(): Omit<ReportFacts, 'edge'> {
    const certificate = certificates?.seen() ?? null;
    const findings = addresses?.findings() ?? [];
    const host = configured && certificate && { ...configured, findings, certificate };
    return { now: clock.now(), images: config.images, host, problems };
  }

  function relayPortsIfOpen(): string | null {
    if (config.turnRelayMode === 'closed') return null;
    const ports = relayPorts(readFileSync(options.policyFile, 'utf8'));
    return ports.ok ? ports.value : null;
  }

  function report(outcome: Result<Summary>): void {
    problems = outcome.ok ? [] : outcome.problems;
    if (outcome.ok) log.warn({ url: outcome.value.url }, 'address of this host has changed');
    else log.error({ problems: outcome.problems.map(problemText) }, 'address of this host is lost');
  }
}
