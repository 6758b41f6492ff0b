import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '#signaling/core/clock';
import type { Logger } from '#signaling/core/logger';
import { caddyCertificate } from './certificates/caddy-certificates.ts';
import { ensureEdgeCertificate } from './certificates/edge-certificate.ts';
import { createHandOver, type HandOver } from './certificates/hand-over.ts';
import { createHaproxyCertificates } from './certificates/haproxy-certificates.ts';
import type { KeeperConfig } from './config/parse-keeper-config.ts';
import { ownAddresses } from './public-address/own-addresses.ts';
import { primaryAddress } from './public-address/primary-address.ts';
import { type Result, success } from './result.ts';
import { bundleTurnSecrets, REALM, turnDatabase } from './secrets/bundle-turn-secrets.ts';
import { keepSettling } from './secrets/settling.ts';
import { renderAuthorities, renderCaddyfile } from './site/render-caddyfile.ts';
import { planSite } from './site/site.ts';
import { SUMMARY_FILE, type Summary, summaryOf } from './site/summary.ts';
import { bundleTurnUrls, TURN_PORT } from './site/turn-urls.ts';
import { keptSecret } from './state-directory.ts';
import type { HostFacts } from './turnserver/host-facts.ts';
import { renderGuard } from './turnserver/render-guard.ts';
import { renderTurnserverConf } from './turnserver/render-turnserver-conf.ts';
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
  /** Resolves when every part finds what it needs to start. */
  start(): Promise<Result<Summary>>;
  close(): void;
}

const PROXY_PORT = 5555;

/** In 127.0.0.0/8, so that it is there in every network namespace and leads out of none; nothing else listens on it. */
const RELAY_ADDRESS = '127.34.78.1';

/** coturn reads no other version's file; Dockerfile. */
const COTURN_VERSION = [4, 18, 0] as const;

export function createKeeper({ config, volumes, policyFile, clock, log }: KeeperOptions): Keeper {
  const secrets = bundleTurnSecrets(volumes, config.turnCredentialTtlSeconds, clock);
  let handOver: HandOver | null = null;
  let settling: { close(): void } | null = null;
  return {
    async start() {
      const primary = await primaryAddress();
      const site = planSite({
        domain: config.domain,
        publicAddress: config.publicIp,
        primaryAddress: primary,
        ownNames: ownAddresses(),
        ownCertificate: null,
        acme: config.acme,
        ports: config.ports,
      });
      const settled = secrets.settle();
      if (!settled.ok) return settled;
      const resumeKey = keptSecret(volumes.keeper, 'resume-key');
      if (!resumeKey.ok) return resumeKey;
      const turn = writeTurn(config.publicIp ?? primary ?? '192.0.2.1');
      if (!turn.ok) return turn;
      writeWhole(join(volumes.signaling, 'resume-key'), resumeKey.value.secret);
      writeWhole(join(volumes.signaling, 'turn-urls'), bundleTurnUrls(site).join(','));
      writeWhole(join(volumes.caddy, 'authorities'), renderAuthorities(site));
      writeWhole(join(volumes.caddy, 'Caddyfile'), renderCaddyfile({ site, strictTransport: false }));
      await ensureEdgeCertificate(volumes, [site.name], clock.now());
      handOver = createHandOver({
        edgeDirectory: volumes.edge,
        haproxy: createHaproxyCertificates(join(volumes.edge, 'admin.sock')),
        current: () => caddyCertificate(volumes.caddyData, site.name, clock.now()),
        clock,
        log,
      });
      handOver.start();
      settling = keepSettling(secrets, { clock, log });
      const summary = summaryOf(site, config.publicIp ?? primary);
      writeWhole(join(volumes.keeper, SUMMARY_FILE), JSON.stringify(summary));
      log.info({ url: summary.url }, 'configured');
      return success(summary);
    },
    close() {
      handOver?.close();
      settling?.close();
    },
  };

  function writeTurn(shownAddress: string): Result<void> {
    const policy = readFileSync(policyFile, 'utf8');
    const facts: HostFacts = {
      coturn: COTURN_VERSION,
      listeningAddresses: [],
      listeningPort: TURN_PORT,
      isolated: { proxyPort: PROXY_PORT },
      relayAddress: RELAY_ADDRESS,
      publicAddress: shownAddress,
      realm: REALM,
      userDatabasePath: turnDatabase(volumes),
      pidFilePath: '/tmp/turnserver.pid',
      userQuota: config.turnUserQuota,
    };
    const rendered = renderTurnserverConf(policy, facts);
    if (!rendered.ok) return rendered;
    const guard = renderGuard(policy, facts, config.turnMaxMbit);
    if (!guard.ok) return guard;
    writeWhole(join(volumes.turn, 'guard.nft'), guard.value);
    writeWhole(join(volumes.turn, 'turnserver.conf'), rendered.value);
    return success(undefined);
  }
}
