import { LIMITS } from '../core/limits.ts';
import type { Connection } from '../core/rooms.ts';
import type { Socket } from './create-realtime.ts';

/** The WebSocket below a socket of socket.io. */
type EngineSocket = Socket['conn'];

/** The line to one page. A page that does not read what it is sent is cut off; it comes back by its resume token. */
export function createPageConnection(socket: Socket): Connection {
  let unreadBytes = 0;
  // Everything so far has been handed to the operating system, or is about to be: engine.io waits for one write
  // before it begins the next.
  socket.conn.on('drain', () => {
    unreadBytes = 0;
  });
  return {
    send(name, ...data) {
      unreadBytes += JSON.stringify(data).length;
      if (unreadBytes > LIMITS.unreadBytesPerConnection) cutOff(socket.conn);
      else (socket as UntypedSocket).emit(name, ...data);
    },
  };
}

/**
 * socket.io makes a socket of its own for each CONNECT packet of a WebSocket. A page sends one; each further one would
 * be a connection that no limit has counted.
 */
export function allowOneSocket(engineSocket: EngineSocket): void {
  let connects = 0;
  engineSocket.on('packet', ({ type, data }: { type: string; data?: unknown }) => {
    const isConnect = type === 'message' && typeof data === 'string' && data.startsWith(CONNECT_PACKET);
    if (isConnect && ++connects > 1) cutOff(engineSocket);
  });
}

/** socket.io protocol 5: the type of a packet is its first character. */
const CONNECT_PACKET = '0';

/** Not by a closing handshake, which waits for somebody who may not read. */
function cutOff(engineSocket: Pick<EngineSocket, 'request'>): void {
  engineSocket.request.socket.destroy();
}

/** socket.io's typed emit cannot follow a name that is itself a type parameter. */
interface UntypedSocket {
  emit(name: string, ...data: unknown[]): boolean;
}
