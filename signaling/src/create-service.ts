import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { PEER_ID_BYTES, type RelayView } from '#protocol';
import {
  type Config,
  parseOperatorTokenFile,
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
import { createLiveValue } from './core/live-value.ts';
import type { Logger } from './core/logger.ts';
import { createOperatorRecords } from './core/operator-records.ts';
import { createOperatorSessions } from './core/operator-sessions.ts';
import { readPageBuild } from './core/page-build.ts';
import { createProblemLog } from './core/problem-log.ts';
import { createRateLimit } from './core/rate-limit.ts';
import type { Readiness } from './core/readiness.ts';
import { createRelayAddresses } from './core/relay-addresses.ts';
import { createResumeTokens } from './core/resume-tokens.ts';
import { createRoomOpening } from './core/room-opening.ts';
import { Rooms } from './core/rooms.ts';
import { createServiceStatus, noPaths } from './core/service-status.ts';
import { createTurnCredentials, type TurnCredentials } from './core/turn-credentials.ts';
import { createWatchedFile } from './core/watched-file.ts';
import { createHttp } from './http/create-http.ts';
import { createRealtime } from './realtime/create-realtime.ts';
import { createHealthFile } from './turn-probe/health-file.ts';
import { createRelayProbe } from './turn-probe/probe-relay.ts';
import { lookupAllAddresses, resolveHost } from './turn-probe/resolve-host.ts';
import { createTurnClient } from './turn-probe/turn-client.ts';
import { type RelayWatch, watchRelay } from './turn-probe/watch-relay.ts';

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
  let relayWatch: RelayWatch | null = null;
  const now = () => clock.now();
  const turn = turnSource(config.turn, log);
  const turnCredentials = createTurnCredentials({
    ...turn,
    ttlSeconds: config.turn.credentialTtlSeconds,
    now,
  });
  const rooms = new Rooms({
    clock,
    tokens: createResumeTokens(config.resumeKey, now),
    newPeerId: () => randomBytes(PEER_ID_BYTES).toString('base64url'),
    capacity: config.roomCapacity,
    maxRooms: LIMITS.rooms,
  });
  const { webRoot, apiKey, allowedOrigins, trustedProxies } = config;
  const clientAddress = createClientAddress({ trustedProxies, ownNetworks });
  const relayStatus = () => relayWatch?.status() ?? 'unknown';
  const freshRelayStatus = async () => relayWatch?.freshStatus() ?? 'unknown';
  const roomOpening = createRoomOpening({ createPassword: config.createPassword, clock });
  const joinLimit = createRateLimit(LIMITS.joinsPerAddress);
  const { guestTests, callReports } = createOperatorRecords({
    stateDirectory: config.stateDirectory,
    ...{ clock, log },
  });
  const certificateExpiresAt = createCertificateExpiry(tls?.cert ?? null, config.certificateExpiryFile);
  const pageBuild = readPageBuild(webRoot);
  const token = operatorToken(config.operatorToken, log);
  const keeperFile = config.keeperReportFile;
  const status = createServiceStatus({
    ...{ clock, rooms, problems, guestTests, callReports, certificateExpiresAt },
    versions: { burrow: readBurrowVersion(), node: options.nodeVersion, page: pageBuild },
    readiness: () => readiness,
    relays: () => watchedRelays(config.turn.probe, relayStatus()),
    paths: noPaths,
    proxiedAtMs: () => proxiedAtMs,
    keeper: createKeeperReport(keeperFile === null ? null : createWatchedFile(keeperFile)),
  });
  const httpServer = createHttp({
    ...{ webRoot, apiKey, turnCredentials, clientAddress, allowedOrigins, tls, log },
    ...{ joinLimit, guestTests, callReports, relayStatus, status },
    wantsReports: config.callReports,
    operatorToken: token,
    sessions: createOperatorSessions({ operatorToken: token, clock }),
    onRequest(request) {
      if (isProxied(request, clientAddress)) proxiedAtMs = clock.now();
    },
    checkup: createCheckup({
      ...{ roomOpening, guestTests, turnCredentials, certificateExpiresAt },
      relayStatus: freshRelayStatus,
      relayAddresses: createRelayAddresses({ urls: turn.urls, lookupAll: lookupAllAddresses, clock }),
    }),
    readiness: () => readiness,
  });
  const realtime = createRealtime({
    ...{ httpServer, rooms, roomOpening, turnCredentials, joinLimit, clientAddress, allowedOrigins, log },
    callReports: config.callReports,
    pageBuild,
  });

  return {
    async listen() {
      await new Promise<void>((resolve, reject) => {
        httpServer.once('error', reject);
        httpServer.listen({ port: config.port, host: config.listenHost }, resolve);
      });
      readiness = 'ready';
      relayWatch = startRelayWatch({ turn: config.turn, turnCredentials, clock, log });
      return (httpServer.address() as AddressInfo).port;
    },
    async close() {
      readiness = 'draining';
      relayWatch?.stop();
      await realtime.close();
    },
  };
}

/** The one way that is probed, by which the service itself reaches the relay. */
function watchedRelays(probe: Config['turn']['probe'], status: RelayView['status']): readonly RelayView[] {
  if (probe === null) return [];
  const url = `turn:${probe.host}:${probe.port}?transport=udp`;
  return [{ url, status, roundTripMs: null, probedAt: null, isHandedOut: true }];
}

/** Both may change while the service runs: the secret is rotated, the address of the host moves. */
function turnSource({ secret, secretFile, urls, urlsFile }: Config['turn'], log: Logger) {
  return {
    secret: live('TURN_SECRET', secret, secretFile, parseTurnSecretFile, log),
    urls: live('TURN_URLS', urls, urlsFile, parseTurnUrlsFile, log),
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
  readonly turn: Config['turn'];
  readonly turnCredentials: TurnCredentials;
}

function startRelayWatch({ turn, turnCredentials, clock, log }: RelayWatchParts): RelayWatch | null {
  if (turn.probe === null) return null;
  const probe = createRelayProbe({
    ...turn.probe,
    ...{ resolveHost, createClient: createTurnClient, credentials: turnCredentials, now: () => clock.now() },
  });
  const healthFile = turn.healthFile === null ? null : createHealthFile(turn.healthFile);
  return watchRelay({ probe, healthFile, clock, log });
}
