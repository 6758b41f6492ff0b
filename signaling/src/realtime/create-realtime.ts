import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { type Socket as ServerSocket, Server as SocketServer } from 'socket.io';
import { type ClientToServerEvents, MAX_FRAME_BYTES, type ServerToClientEvents } from '#protocol';
import { limitKey } from '../core/client-address.ts';
import { LIMITS } from '../core/limits.ts';
import type { Logger } from '../core/logger.ts';
import { isAllowedOrigin } from '../core/origin.ts';
import { createRateLimit } from '../core/rate-limit.ts';
import type { Connection, Rooms } from '../core/rooms.ts';
import type { TurnCredentials } from '../core/turn-credentials.ts';
import { createEventDispatcher } from './dispatch-event.ts';

export interface RealtimeOptions {
  readonly httpServer: HttpServer;
  readonly rooms: Rooms;
  readonly turnCredentials: TurnCredentials;
  readonly allowedOrigins: readonly string[];
  readonly log: Logger;
}

export interface Realtime {
  /** Disconnects every page; they keep their peer connections and come back when they can. */
  close(): Promise<void>;
}

export type Socket = ServerSocket<ClientToServerEvents, ServerToClientEvents>;

/** The socket.io server: who may connect, and every event on its way to its handler. */
export function createRealtime({
  httpServer,
  rooms,
  turnCredentials,
  allowedOrigins,
  log,
}: RealtimeOptions): Realtime {
  const handshakeLimit = createRateLimit(LIMITS.handshakesPerAddress);
  const socketsByAddress = new Map<string, number>();
  const dispatch = createEventDispatcher({ rooms, turnCredentials, log });

  const io = new SocketServer<ClientToServerEvents, ServerToClientEvents>(httpServer, {
    serveClient: false,
    transports: ['websocket'],
    maxHttpBufferSize: MAX_FRAME_BYTES,
    // Why: a lost connection is noticed within 15 s, well inside the 45 s that a seat is held.
    pingInterval: 9_000,
    pingTimeout: 6_000,
    connectTimeout: 10_000,
    allowRequest: (request, decide) => {
      admit(request).then(
        (refusal) => decide(refusal, refusal === null),
        (error: unknown) => {
          log.error({ err: error }, 'handshake failed');
          decide('unavailable', false);
        },
      );
    },
  });

  io.on('connection', (socket) => {
    const addressKey = limitKey(socket.handshake.address);
    socketsByAddress.set(addressKey, (socketsByAddress.get(addressKey) ?? 0) + 1);
    const connection: Connection = {
      send: (name, ...data) => void (socket as UntypedSocket).emit(name, ...data),
    };
    const sender = { socket, connection, addressKey };
    socket.onAny((name: unknown, ...args: unknown[]) => dispatch(sender, name, args));
    socket.on('disconnect', () => {
      rooms.handleDisconnect(connection);
      const left = (socketsByAddress.get(addressKey) ?? 1) - 1;
      if (left > 0) socketsByAddress.set(addressKey, left);
      else socketsByAddress.delete(addressKey);
    });
  });

  async function admit(request: IncomingMessage): Promise<string | null> {
    if (!isAllowedOrigin(request.headers.origin, request.headers.host, allowedOrigins)) return 'origin';
    const addressKey = limitKey(request.socket.remoteAddress ?? '');
    if ((socketsByAddress.get(addressKey) ?? 0) >= LIMITS.socketsPerAddress) return 'rate-limited';
    return (await handshakeLimit.consume(addressKey)) === null ? null : 'rate-limited';
  }

  return {
    async close() {
      await io.close();
    },
  };
}

/** socket.io's typed emit cannot follow a name that is itself a type parameter. */
interface UntypedSocket {
  emit(name: string, ...data: unknown[]): boolean;
}
