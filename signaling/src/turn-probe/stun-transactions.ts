import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { decodeMessage, type StunMessage, type TransportAddress } from './stun-message.ts';

/** One UDP socket towards one server. */
export interface StunTransactions {
  /** Sends a request, again and again, until its answer comes; null when none comes in time. */
  ask(request: Buffer, transactionId: Buffer): Promise<StunMessage | null>;
  /** Sends what has no answer. */
  tell(indication: Buffer): void;
  /** The next message of this method, also one that has come before; null when none comes in time. */
  heard(method: number): Promise<StunMessage | null>;
  close(): void;
}

const RESEND_MS = 250;

export function createStunTransactions(server: TransportAddress, timeoutMs: number): StunTransactions {
  const socket = createSocket(isIPv6(server.address) ? 'udp6' : 'udp4');
  const waiting: { fits: (message: StunMessage) => boolean; take: (message: StunMessage) => void }[] = [];
  const unclaimed: StunMessage[] = [];

  // Such as: no socket to be had from the system. Then no answer comes either.
  socket.on('error', () => undefined);
  socket.on('message', (bytes) => {
    const message = decodeMessage(bytes);
    if (message === null) return;
    const taker = waiting.find(({ fits }) => fits(message));
    if (taker) taker.take(message);
    else unclaimed.push(message);
  });

  return {
    async ask(request, transactionId) {
      tell(request);
      const resending = setInterval(tell, RESEND_MS, request);
      try {
        return await next((message) => message.transactionId.equals(transactionId));
      } finally {
        clearInterval(resending);
      }
    },
    tell,
    heard(method) {
      const at = unclaimed.findIndex((message) => message.method === method);
      const [earlier] = at < 0 ? [] : unclaimed.splice(at, 1);
      return earlier ? Promise.resolve(earlier) : next((message) => message.method === method);
    },
    close: () => socket.close(),
  };

  function next(fits: (message: StunMessage) => boolean): Promise<StunMessage | null> {
    return new Promise((resolve) => {
      const finish = (message: StunMessage | null) => {
        clearTimeout(timer);
        waiting.splice(waiting.indexOf(entry), 1);
        resolve(message);
      };
      const entry = { fits, take: finish };
      const timer = setTimeout(finish, timeoutMs, null);
      waiting.push(entry);
    });
  }

  function tell(bytes: Buffer): void {
    // What cannot be sent is like what is lost on the way: no answer comes.
    socket.send(bytes, server.port, server.address, () => undefined);
  }
}
