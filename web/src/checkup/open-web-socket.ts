import { waitFor } from '../probe/wait-for.ts';
import type { Clock } from '../session/ports.ts';
import { ANSWER_LIMIT_MS } from './checkup-server.ts';

export interface WebSocketOptions {
  readonly create: (url: string) => Pick<WebSocket, 'addEventListener' | 'close'>;
  /** Of the page. */
  readonly origin: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** The first packet of a line (Engine.IO protocol 4, “open”): whoever else answers does not begin like this. */
const OPEN_PACKET = /^0\{/;

/** Whether the line that signaling goes by can be had from here, as far as the server's first word. */
export async function openWebSocket({
  create,
  origin,
  clock,
  signal,
}: WebSocketOptions): Promise<'open' | 'failed'> {
  const url = `${origin.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`;
  const socket = create(url);
  const isOpen = await waitFor<boolean>({ clock, signal, limitMs: ANSWER_LIMIT_MS }, (found) => {
    socket.addEventListener('message', ({ data }) =>
      found(typeof data === 'string' && OPEN_PACKET.test(data)),
    );
    socket.addEventListener('close', () => found(false));
    socket.addEventListener('error', () => found(false));
  });
  socket.close();
  return isOpen === true ? 'open' : 'failed';
}
