import { randomBytes } from 'node:crypto';
import type { AddressInfo, Server } from 'node:net';
import { PEER_ID_BYTES } from '#protocol';
import {
  type Config,
  parseOperatorTokenFile,
  parseTurnProbeFile,
  parseTurnSecretFile,
  parseTurnUrlsFile,
} from './config/parse-config.ts';
import { readBurrowVersion } from './core/burrow-version.ts';
import { createCertificateExpiry } from './core/certificate-expiry.ts';
import { createCheckup } from './core/checkup.ts';
import { createClientAddress, isProxied } from './core/client-address.ts';
import type { Clock } from './core/clock.ts';
import { createKeeperReport } from './core/keeper-report.ts';
import { LIMITS } from './core/limits.ts';
import { createLinkReports } from './core/link-reports.ts';
import { createLiveValue } from './core/live-value.ts';
import type { Logger } from './core/logger.ts';
import { createNameLookup } from './core/name-lookup.ts';
import { createOperatorRecords } from './core/operator-records.ts';
import { createOperatorSessions } from './core/operator-sessions.ts';
import { readPageFile } from './core/page-file.ts';
import { createProblemLog } from './core/problem-log.ts';
import { createRateLimit } from './core/rate-limit.ts';
import type { Readiness } from './core/readiness.ts';
import { createRelayAddresses } from './core/relay-addresses.ts';
import { createResumeTokens } from './core/resume-tokens.ts';
import { createRoomOpening } from './core/room-opening.ts';
import { Rooms } from './core/rooms.ts';
import { createServiceStatus } from './core/service-status.ts';
import { createTurnCredentials, type TurnCredentials } from './core/turn-credentials.ts';
import { createWatchedFile } from './core/watched-file.ts';
import { createHttp } from './http/create-http.ts';
import { countedCredentials, countedRecords } from './metrics/count-use.ts';
import { createMetrics } from './metrics/create-metrics.ts';
import { createMetricsListener } from './metrics/metrics-listener.ts';
import { createRealtime } from './realtime/create-realtime.ts';
import { createHealthFile } from './turn-probe/health-file.ts';
import { createRelayProbe } from './turn-probe/probe-relay.ts';
import { relayTarget } from './turn-probe/relay-target.ts';
import { lookupAllAddresses, resolveHost } from './turn-probe/resolve-host.ts';
import { createTurnClient } from './turn-probe/turn-client.ts';
import { type RelayWatches, watchRelays } from './turn-probe/watch-relays.ts';

export interface ServiceOptions {
  readonly config: Config;
  /** PEM texts of `config.tls`. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** The networks of this host's interfaces, as CIDR ranges. */
  readonly ownNetworks: readonly string[];
  /** Of Node, such as 26.10.0. */
  readonly nodeVersion: string;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface Service {
  /** Resolves with the port once connections are taken; rejects with the error of the listening socket. */
  listen(): Promise<number>;
  /** In order: not ready, no new connections, pages disconnected (they keep their media), idle connections closed. */
  close(): Promise<void>;
}

export function createService(options: ServiceOptions): Service {
  const { config, tls, ownNetworks, clock } = options;
  const { log, recent: problems } = createProblemLog(options.log, clock);
  let readiness: Readiness = 'starting';
  let proxiedAtMs: number | null = null;
  let relayWatches: RelayWatches | null = null;
  const now = () => clock.now();
  const turn = turnSource(config.turn, log);
  const ofCredentials = { secret: turn.secret, ttlSeconds: config.turn.credentialTtlSeconds, now };
  const turnCredentials = createTurnCredentials({
    ...ofCredentials,
    urls: () => relayWatches?.urlsToHandOut() ?? turn.urls(),
  });
  /** For whoever looks which URLs work: all that there are. */
  const testCredentials = createTurnCredentials({ ...ofCredentials, urls: turn.urls });
  const rooms = new Rooms({
    clock,
    tokens: createResumeTokens(config.resumeKey, now),
    newPeerId: () => randomBytes(PEER_ID_BYTES).toString('base64url'),
    capacity: config.roomCapacity,
    maxRooms: LIMITS.rooms,
  });
  const { webRoot, apiKey, allowedOrigins, trustedProxies } = config;
  const clientAddress = createClientAddress({ trustedProxies, ownNetworks });
  const relayStatus = () => relayWatches?.status() ?? 'unknown';
  const freshRelayStatus = async () => relayWatches?.freshStatus() ?? 'unknown';
  const relays = () => relayWatches?.relays() ?? [];
  const roomOpening = createRoomOpening({ createPassword: config.createPassword, clock });
  const joinLimit = createRateLimit(LIMITS.joinsPerAddress);
  const certificateExpiresAt = createCertificateExpiry(tls?.cert ?? null, config.certificateExpiryFile);
  const metrics = createMetrics({ counts: () => rooms.counts(), relays, certificateExpiresAt });
  const linkReports = createLinkReports((report) => metrics.countLink(report));
  const kept = createOperatorRecords({ stateDirectory: config.stateDirectory, ...{ clock, log } });
  const { guestTests, callReports } = countedRecords(kept, metrics);
  const page = readPageFile(webRoot);
  const token = operatorToken(config.operatorToken, log);
  const keeperFile = config.keeperReportFile;
  const keeper = createKeeperReport(keeperFile === null ? null : createWatchedFile(keeperFile));
  const status = createServiceStatus({
    ...{ clock, rooms, problems, guestTests, callReports, relays, certificateExpiresAt },
    versions: { burrow: readBurrowVersion(), node: options.nodeVersion, page: page.build },
    readiness: () => readiness,
    paths: () => linkReports.paths(),
    proxiedAtMs: () => proxiedAtMs,
    keeper,
  });
  const httpServer = createHttp({
    ...{ webRoot, page, apiKey, clientAddress, allowedOrigins, tls, log },
    turnCredentials: countedCredentials(turnCredentials, 'program', metrics),
    ...{ joinLimit, guestTests, callReports, relayStatus, relays, status, metrics },
    wantsReports: config.callReports,
    operatorToken: token,
    sessions: createOperatorSessions({ operatorToken: token, clock }),
    onRequest(request) {
      if (isProxied(request, clientAddress)) proxiedAtMs = clock.now();
    },
    checkup: createCheckup({
      ...{ roomOpening, guestTests, certificateExpiresAt },
      turnCredentials: countedCredentials(testCredentials, 'test', metrics),
      relayStatus: freshRelayStatus,
      relayAddresses: createRelayAddresses({
        ...{ urls: turn.urls, clock },
        lookupAll: createNameLookup(keeper, lookupAllAddresses),
      }),
    }),
    readiness: () => readiness,
  });
  const realtime = createRealtime({
    ...{
      httpServer,
      rooms,
      roomOpening,
      joinLimit,
      clientAddress,
      allowedOrigins,
      linkReports,
      metrics,
      log,
    },
    turnCredentials: countedCredentials(turnCredentials, 'call', metrics),
    callReports: config.callReports,
    pageBuild: page.build,
  });

  const metricsListener = config.metricsPort === null ? null : createMetricsListener(metrics, log);

  return {
    async listen() {
      const host = config.listenHost;
      if (metricsListener !== null) {
        metrics.watchProcess();
        const port = await listening(metricsListener, { port: config.metricsPort ?? 0, host });
        log.info({ port, host }, 'metrics');
      }
      const port = await listening(httpServer, { port: config.port, host });
      readiness = 'ready';
      relayWatches = startRelayWatches({ turn, credentials: testCredentials, clock, log });
      return port;
    },
    async close() {
      readiness = 'draining';
      relayWatches?.stop();
      metricsListener?.close();
      await realtime.close();
    },
  };
}

/** The port on which connections are taken; rejects with the error of the socket. */
async function listening(
  server: Server,
  at: { readonly port: number; readonly host: string },
): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(at, resolve);
  });
  return (server.address() as AddressInfo).port;
}

/** All of it may change while the service runs: the secret is rotated, the address of the host moves. */
function turnSource(turn: Config['turn'], log: Logger) {
  const { secret, secretFile, urls, urlsFile, probePlaces, probePlacesFile } = turn;
  return {
    secret: live('TURN_SECRET', secret, secretFile, parseTurnSecretFile, log),
    urls: live('TURN_URLS', urls, urlsFile, parseTurnUrlsFile, log),
    probePlaces: live('TURN_PROBE', probePlaces, probePlacesFile, parseTurnProbeFile, log),
    healthFile: turn.healthFile === null ? null : createHealthFile(turn.healthFile),
  };
}

/** May change too: when it stands in `.env`, that may be edited. */
function operatorToken({ value, file }: Config['operatorToken'], log: Logger): () => string | null {
  return live<string | null>('OPERATOR_TOKEN', value, file, parseOperatorTokenFile, log);
}

function live<Value>(
  name: string,
  initial: Value,
  path: string | null,
  parse: (text: string) => Value | null,
  log: Logger,
): () => Value {
  if (path === null) return () => initial;
  return createLiveValue({ name, initial, file: createWatchedFile(path), parse, log });
}

interface RelayWatchParts extends Pick<ServiceOptions, 'clock' | 'log'> {
  readonly turn: ReturnType<typeof turnSource>;
  readonly credentials: TurnCredentials;
}

function startRelayWatches({ turn, credentials, clock, log }: RelayWatchParts): RelayWatches {
  const toProbe = { resolveHost, createClient: createTurnClient, credentials, now: () => clock.now() };
  return watchRelays({
    ...{ urls: turn.urls, healthFile: turn.healthFile, clock, log },
    targetOf: (url) => relayTarget(url, turn.probePlaces()),
    createProbe: (target) => createRelayProbe({ ...toProbe, ...target }),
  });
}
