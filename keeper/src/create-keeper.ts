import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '#signaling/core/clock';
import type { Logger } from '#signaling/core/logger';
import type { CertificateWatch } from './certificates/certificate-watch.ts';
import { createHandOver } from './certificates/hand-over.ts';
import { createHaproxyCertificates } from './certificates/haproxy-certificates.ts';
import type { KeeperConfig } from './config/parse-keeper-config.ts';
import { configureParts } from './configure-parts.ts';
import type { PublicAddressDecision } from './public-address/decide-public-address.ts';
import { describePublicAddress } from './public-address/describe-public-address.ts';
import { observeHost } from './public-address/observe-host.ts';
import { watchPublicAddress } from './public-address/watch-public-address.ts';
import { problemText, type Result, success } from './result.ts';
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

/** What runs on until the keeper is closed. */
interface Watching {
  close(): void;
}

export function createKeeper(options: KeeperOptions): Keeper {
  const { config, volumes, clock, log } = options;
  const secrets = bundleTurnSecrets(volumes, config.turnCredentialTtlSeconds, clock);
  const watching: Watching[] = [];
  let certificates: CertificateWatch | null = null;

  return {
    async start() {
      const settled = secrets.settle();
      if (!settled.ok) return settled;
      const first = await firstConfiguration();
      if (!first.ok) return first;
      const handOver = createHandOver({
        edgeDirectory: volumes.edge,
        haproxy: createHaproxyCertificates(join(volumes.edge, 'admin.sock')),
        current: () => certificates?.look() ?? null,
        clock,
        log,
      });
      handOver.start();
      watching.push(handOver, keepSettling(secrets, { clock, log }));
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
      watching.push(
        watchPublicAddress({
          settings: config,
          observe: () => observeHost(config, clock),
          clock,
          async onChange(decided) {
            const wasFirst = isFirst;
            isFirst = false;
            try {
              const configured = decided.ok ? await configure(decided.value) : decided;
              if (wasFirst) resolve(configured);
              else report(configured);
            } catch (error) {
              if (wasFirst) reject(error);
              else log.error({ err: error }, 'changed address could not be written down');
            }
          },
        }),
      );
    });
  }

  async function configure(decision: PublicAddressDecision): Promise<Result<Summary>> {
    const configured = await configureParts(decision, options);
    if (!configured.ok) return configured;
    const { site } = configured.value;
    certificates = configured.value.certificates;
    const address = decision.publicAddress ?? decision.primaryAddress;
    const summary = summaryOf(site, {
      address,
      pageServedBy: config.pageServedBy,
      relayPorts: relayPortsIfOpen(),
      warnings: decision.warnings.map(problemText),
    });
    writeWhole(join(volumes.keeper, SUMMARY_FILE), JSON.stringify(summary));
    log.info({ url: summary.url, address: describePublicAddress(decision) }, 'configured');
    return success(summary);
  }

  function relayPortsIfOpen(): string | null {
    if (config.turnRelayMode === 'closed') return null;
    const ports = relayPorts(readFileSync(options.policyFile, 'utf8'));
    return ports.ok ? ports.value : null;
  }

  function report(configured: Result<Summary>): void {
    if (configured.ok) log.warn({ url: configured.value.url }, 'address of this host has changed');
    else log.error({ problems: configured.problems.map(problemText) }, 'address of this host is lost');
  }
}
