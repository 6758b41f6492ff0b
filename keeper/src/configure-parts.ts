import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '#signaling/core/clock';
import type { Logger } from '#signaling/core/logger';
import { copyAcmeRoot } from './certificates/acme-root.ts';
import { type CertificateWatch, createCertificateWatch } from './certificates/certificate-watch.ts';
import { standInCertificate } from './certificates/edge-certificate.ts';
import type { KeeperConfig } from './config/parse-keeper-config.ts';
import type { PublicAddressDecision } from './public-address/decide-public-address.ts';
import { ownAddresses } from './public-address/own-addresses.ts';
import { failure, type Result, success } from './result.ts';
import { REALM, SHARED_FILE, turnDatabase } from './secrets/bundle-turn-secrets.ts';
import { probePlaces } from './site/probe-places.ts';
import { renderAuthorities } from './site/render-caddyfile.ts';
import { planSite, type Site } from './site/site.ts';
import { bundleTurnUrls, openTurnUrls, proxiedTurnUrls, TURN_PORT } from './site/turn-urls.ts';
import { keptSecret } from './state-directory.ts';
import type { HostFacts } from './turnserver/host-facts.ts';
import { renderGuard } from './turnserver/render-guard.ts';
import { renderOpenGuard } from './turnserver/render-open-guard.ts';
import { renderTurnserverConf } from './turnserver/render-turnserver-conf.ts';
import type { Volumes } from './volumes.ts';
import { writeWhole } from './write-whole.ts';

const PROXY_PORT = 5555;
/** docker-compose.yml publishes it as 443/udp. */
const SECOND_TURN_PORT = 3479;

/** In 127.0.0.0/8, so that it is there in every network namespace and leads out of none. */
const RELAY_ADDRESS = '127.34.78.1';

/** For a host without any network (RFC 5737: nobody has it): a browser refuses candidates with a loopback address. */
const NOWHERE = '192.0.2.1';

/** coturn reads no other version's file; Dockerfile. */
const COTURN_VERSION = [4, 18, 0] as const;

export interface ConfigureOptions {
  readonly config: KeeperConfig;
  readonly volumes: Volumes;
  readonly policyFile: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Logger;
}

export interface Configured {
  readonly site: Site;
  readonly certificates: CertificateWatch;
}

/** Writes what every part reads at its start. What is the same as before is left alone, so that nobody starts again. */
export async function configureParts(
  { mode, publicAddress, primaryAddress }: PublicAddressDecision,
  { config, volumes, policyFile, clock, log }: ConfigureOptions,
): Promise<Result<Configured>> {
  const address = publicAddress ?? primaryAddress;
  const site = planSite({
    domain: config.domain,
    publicAddress: mode === 'public' ? publicAddress : null,
    primaryAddress: address,
    ownNames: ownAddresses(),
    hasOwnCertificate: config.ownCertificate !== null,
    acme: config.acme,
    ports: config.ports,
  });
  const isOpen = config.turnRelayMode === 'open';
  const ownTurnUrls = isOpen ? openTurnUrls : bundleTurnUrls;
  const turnUrls = config.pageServedBy === 'proxy' ? proxiedTurnUrls : ownTurnUrls;
  const resumeKey = keptSecret(volumes.keeper, 'resume-key', SHARED_FILE);
  if (!resumeKey.ok) return resumeKey;
  const operatorToken = keptSecret(volumes.keeper, 'operator-token', SHARED_FILE);
  if (!operatorToken.ok) return operatorToken;
  const turn = configureTurn();
  if (!turn.ok) return turn;
  const acmeRoot = copyAcmeRoot(config.acme.rootFile, volumes.caddy);
  if (!acmeRoot.ok) return acmeRoot;
  writeWhole(join(volumes.signaling, 'resume-key'), resumeKey.value.secret);
  writeWhole(join(volumes.signaling, 'operator-token'), config.operatorToken ?? operatorToken.value.secret);
  const urls = turnUrls(site);
  writeWhole(join(volumes.signaling, 'turn-urls'), urls.join(','));
  // In the network of the host it has no name that the others could find it by.
  const turnHost = isOpen && primaryAddress !== null ? primaryAddress : 'turn';
  writeWhole(join(volumes.signaling, 'turn-probe'), probePlaces(urls, turnHost).join(','));
  if (isOpen && primaryAddress !== null) writeWhole(join(volumes.edge, 'turn-address'), primaryAddress);
  writeWhole(join(volumes.caddy, 'authorities'), renderAuthorities(site));
  const expiryFile = join(volumes.signaling, 'certificate-expiry');
  const isProxied = config.pageServedBy === 'proxy';
  // What is there may be of the time before.
  if (isProxied) rmSync(expiryFile, { force: true });
  const certificates = createCertificateWatch({
    expiryFile: isProxied ? null : expiryFile,
    ...{ site, volumes, ownFiles: config.ownCertificate, acmeRootFile: acmeRoot.value, clock, log },
    standIn: await standInCertificate(volumes, site.name, clock.now()),
  });
  certificates.look();
  return success({ site, certificates });

  function configureTurn(): Result<void> {
    const policy = readFileSync(policyFile, 'utf8');
    const facts = isOpen ? openFacts() : success(closedFacts());
    if (!facts.ok) return facts;
    const rendered = renderTurnserverConf(policy, facts.value);
    if (!rendered.ok) return rendered;
    const guard = isOpen
      ? renderOpenGuard({
          policy,
          listeningPort: TURN_PORT,
          proxyPort: PROXY_PORT,
          maxMbit: config.turnMaxMbit,
        })
      : renderGuard(policy, facts.value, config.turnMaxMbit);
    if (!guard.ok) return guard;
    writeWhole(join(volumes.turn, 'guard.nft'), guard.value);
    writeWhole(join(volumes.turn, 'turnserver.conf'), rendered.value);
    return success(undefined);
  }

  function closedFacts(): HostFacts {
    return {
      ...commonFacts(),
      listeningAddresses: [],
      isolated: { proxyPort: PROXY_PORT, secondPort: SECOND_TURN_PORT, hasIpv6: config.turnHasIpv6 },
      relayAddress: RELAY_ADDRESS,
      publicAddress: address ?? NOWHERE,
    };
  }

  function openFacts(): Result<HostFacts> {
    if (config.turnNetwork !== 'host') {
      const cause =
        'TURN_RELAY_MODE is open; expected the relay in the network of the host, found it in its own';
      const cure = 'Set COMPOSE_FILE=docker-compose.yml:deploy/open-relay.yml in .env.';
      return failure('open-relay-network', cause, cure);
    }
    if (primaryAddress === null || publicAddress === null) {
      const cause = 'TURN_RELAY_MODE is open; expected a public address, found none';
      return failure('open-relay-address', cause, 'Set PUBLIC_IP in .env.');
    }
    return success({
      ...commonFacts(),
      listeningAddresses: [primaryAddress],
      isolated: null,
      open: { proxyPort: PROXY_PORT },
      relayAddress: primaryAddress,
      publicAddress,
    });
  }

  function commonFacts() {
    return {
      coturn: COTURN_VERSION,
      listeningPort: TURN_PORT,
      realm: REALM,
      userDatabasePath: turnDatabase(volumes),
      pidFilePath: '/tmp/turnserver.pid',
      userQuota: config.turnUserQuota,
    } as const;
  }
}
