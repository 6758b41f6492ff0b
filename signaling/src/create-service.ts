import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { PEER_ID_BYTES } from '#protocol';
import type { Config } from './config/parse-config.ts';
import { createClientAddress } from './core/client-address.ts';
import type { Clock } from './core/clock.ts';
import { LIMITS } from './core/limits.ts';
import type { Logger } from './core/logger.ts';
import type { Readiness } from './core/readiness.ts';
import { createResumeTokens } from './core/resume-tokens.ts';
import { createRoomOpening } from './core/room-opening.ts';
import { Rooms } from './core/rooms.ts';
import { createTurnCredentials, type TurnCredentials } from './core/turn-credentials.ts';
import { createHttp } from './http/create-http.ts';
import { createRealtime } from './realtime/create-realtime.ts';
import { probeTurn } from './turn-probe/probe-turn.ts';
import { type TurnHealth, watchTurnHealth } from './turn-probe/turn-health.ts';

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
  const now = () => clock.now();
  const turnCredentials = createTurnCredentials({
    urls: config.turn.urls,
    secret: config.turn.secret,
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
    turn: () => turnHealth?.state ?? null,
  });
  const turnHealth = config.turnProbe && watchTurn(config.turnProbe, turnCredentials, clock, log);
  const roomOpening = createRoomOpening({ createPassword: config.createPassword, clock });
  const realtime = createRealtime({
    ...{ httpServer, rooms, roomOpening, turnCredentials, clientAddress, allowedOrigins, log },
  });

  return {
    async listen() {
      await new Promise<void>((resolve, reject) => {
        httpServer.once('error', reject);
        httpServer.listen({ port: config.port, host: config.listenHost }, resolve);
      });
      readiness = 'ready';
      return (httpServer.address() as AddressInfo).port;
    },
    async close() {
      readiness = 'draining';
      turnHealth?.close();
      await realtime.close();
    },
  };
}

const PROBE_LIMIT_MS = 3_000;

function watchTurn(
  { server, healthFile }: NonNullable<Config['turnProbe']>,
  turnCredentials: TurnCredentials,
  clock: Clock,
  log: Logger,
): TurnHealth {
  return watchTurnHealth({
    probe: (id) => {
      const [{ username = '', credential: password = '' } = {}] = turnCredentials.issue(id).iceServers;
      return probeTurn({ server, credential: { username, password }, timeoutMs: PROBE_LIMIT_MS });
    },
    note: (finding) => {
      if (healthFile === null) return;
      try {
        if (finding.ok) writeFileSync(healthFile, new Date(clock.now()).toISOString());
        else rmSync(healthFile, { force: true });
      } catch (error) {
        log.error({ err: error, healthFile }, 'health of the relay cannot be written down');
      }
    },
    clock,
    log,
  });
}
