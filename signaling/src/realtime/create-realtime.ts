import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { type Socket as ServerSocket, Server as SocketServer } from 'socket.io';
import { type ClientToServerEvents, MAX_FRAME_BYTES, type ServerToClientEvents } from '#protocol';
import { createAddressPlaces } from '../core/address-places.ts';
import type { ClientAddress } from '../core/client-address.ts';
import { limitKey } from '../core/limit-key.ts';
import { LIMITS } from '../core/limits.ts';
import type { LinkReports } from '../core/link-reports.ts';
import type { Logger } from '../core/logger.ts';
import { isAllowedOrigin } from '../core/origin.ts';
import { createRateLimit, type RateLimit } from '../core/rate-limit.ts';
import type { RoomOpening } from '../core/room-opening.ts';
import type { Rooms } from '../core/rooms.ts';
import type { HandshakeResult, ServiceMetrics } from '../core/service-metrics.ts';
import type { TurnCredentials } from '../core/turn-credentials.ts';
import { createEventDispatcher } from './dispatch-event.ts';
import { allowOneSocket, createPageConnection } from './page-connection.ts';

export interface RealtimeOptions {
  readonly httpServer: HttpServer;
  readonly rooms: Rooms;
  readonly roomOpening: RoomOpening;
  readonly turnCredentials: TurnCredentials;
  readonly joinLimit: RateLimit;
  readonly pageBuild: string | null;
  readonly callReports: boolean;
  readonly linkReports: LinkReports;
  readonly metrics: Pick<ServiceMetrics, 'countAnswer' | 'countHandshake'>;
  readonly clientAddress: ClientAddress;
  readonly allowedOrigins: readonly string[];
  readonly log: Logger;
}

export interface Realtime {
  /** Disconnects every page; they keep their peer connections and come back when they can. */
  close(): Promise<void>;
}

export type Socket = ServerSocket<ClientToServerEvents, ServerToClientEvents>;

type Admission = Exclude<HandshakeResult, 'bad-request'>;

/** Engine.IO's code for what `allowRequest` has refused, which is counted there. */
const FORBIDDEN = 4;

/** The socket.io server: who may connect, and every event on its way to its handler. */
export function createRealtime({
  httpServer,
  rooms,
  roomOpening,
  turnCredentials,
  joinLimit,
  pageBuild,
  callReports,
  linkReports,
  metrics,
  clientAddress,
  allowedOrigins,
  log,
}: RealtimeOptions): Realtime {
  const handshakeLimit = createRateLimit(LIMITS.handshakesPerAddress);
  const places = createAddressPlaces(LIMITS.socketsPerAddress);
  const dispatch = createEventDispatcher({
    ...{ rooms, roomOpening, turnCredentials, joinLimit, pageBuild, callReports, linkReports, metrics, log },
  });

  const io = new SocketServer<ClientToServerEvents, ServerToClientEvents>(httpServer, {
    serveClient: false,
    transports: ['websocket'],
    maxHttpBufferSize: MAX_FRAME_BYTES,
    // Why: a lost connection is noticed within 15 s, well inside the 45 s that a seat is held.
    pingInterval: 9_000,
    pingTimeout: 6_000,
    connectTimeout: 10_000,
    allowRequest: (request, decide) => {
      admit(request)
        .catch((error: unknown): Admission => {
          log.error({ err: error }, 'handshake failed');
          return 'unavailable';
        })
        .then((result) => {
          metrics.countHandshake(result);
          decide(result === 'ok' ? null : result, result === 'ok');
        });
    },
  });

  io.engine.on('connection', allowOneSocket);
  io.engine.on('connection_error', ({ code }: { readonly code: number }) => {
    if (code !== FORBIDDEN) metrics.countHandshake('bad-request');
  });

  io.on('connection', (socket) => {
    const connection = createPageConnection(socket);
    const sender = { socket, connection, addressKey: limitKey(clientAddress(socket.request)) };
    socket.onAny((name: unknown, ...args: unknown[]) => dispatch(sender, name, args));
    socket.on('disconnect', () => rooms.handleDisconnect(connection));
  });

  async function admit(request: IncomingMessage): Promise<Admission> {
    if (!isAllowedOrigin(request.headers.origin, request.headers.host, allowedOrigins)) return 'origin';
    const addressKey = limitKey(clientAddress(request));
    const givePlaceBack = places.take(addressKey);
    if (givePlaceBack === null) return 'rate-limited';
    request.socket.once('close', givePlaceBack);
    return (await handshakeLimit.consume(addressKey)) === null ? 'ok' : 'rate-limited';
  }

  return {
    async close() {
      await io.close();
    },
  };
}
