import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { PEER_ID_BYTES } from '#protocol';
import { type Config, parseTurnSecretFile, parseTurnUrlsFile } from './config/parse-config.ts';
import { createClientAddress } from './core/client-address.ts';
import type { Clock } from './core/clock.ts';
import { LIMITS } from './core/limits.ts';
import { createLiveValue } from './core/live-value.ts';
import type { Logger } from './core/logger.ts';
import { readPageBuild } from './core/page-build.ts';
import type { Readiness } from './core/readiness.ts';
import { createResumeTokens } from './core/resume-tokens.ts';
import { createRoomOpening } from './core/room-opening.ts';
import { Rooms } from './core/rooms.ts';
import { createTurnCredentials, type TurnCredentials } from './core/turn-credentials.ts';
import { createWatchedFile } from './core/watched-file.ts';
import { createHttp } from './http/create-http.ts';
import { createRealtime } from './realtime/create-realtime.ts';
import { createHealthFile } from './turn-probe/health-file.ts';
import { createRelayProbe } from './turn-probe/probe-relay.ts';
import { resolveHost } from './turn-probe/resolve-host.ts';
import { createTurnClient } from './turn-probe/turn-client.ts';
import { type RelayWatch, watchRelay } from './turn-probe/watch-relay.ts';

export interface ServiceOptions {
  readonly config: Config;
  /** PEM texts of `config.tls`. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** The networks of this host's interfaces, as CIDR ranges. */
  readonly ownNetworks: readonly string[];
  readonly clock: Clock;
  readonly log: Logger;
}

export interface Service {
  /** Resolves with the port once connections are taken; rejects with the error of the listening socket. */
  listen(): Promise<number>;
  /** In order: not ready, no new connections, pages disconnected (they keep their media), idle connections closed. */
  close(): Promise<void>;
}

export function createService({ config, tls, ownNetworks, clock, log }: ServiceOptions): Service {
  let readiness: Readiness = 'starting';
  let relayWatch: RelayWatch | null = null;
  const now = () => clock.now();
  const turnCredentials = createTurnCredentials({
    ...turnSource(config.turn, log),
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
  const httpServer = createHttp({
    ...{ webRoot, apiKey, turnCredentials, clientAddress, tls, log },
    readiness: () => readiness,
    relayStatus: () => relayWatch?.status() ?? 'unknown',
  });
  const roomOpening = createRoomOpening({ createPassword: config.createPassword, clock });
  const realtime = createRealtime({
    ...{ httpServer, rooms, roomOpening, turnCredentials, clientAddress, allowedOrigins, log },
    pageBuild: readPageBuild(webRoot),
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

/** Both may change while the service runs: the secret is rotated, the address of the host moves. */
function turnSource({ secret, secretFile, urls, urlsFile }: Config['turn'], log: Logger) {
  const live = <Value>(
    name: string,
    initial: Value,
    path: string | null,
    parse: (text: string) => Value | null,
  ) =>
    path === null
      ? () => initial
      : createLiveValue({ name, initial, file: createWatchedFile(path), parse, log });
  return {
    secret: live('TURN_SECRET', secret, secretFile, parseTurnSecretFile),
    urls: live('TURN_URLS', urls, urlsFile, parseTurnUrlsFile),
  };
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
