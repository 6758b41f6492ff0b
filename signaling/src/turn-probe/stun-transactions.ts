import type { TransportAddress } from './stun-message.ts';
import { decodeMessage, type StunMessage } from './stun-message.ts';
import { openTransport, type Transport, type TransportEnd } from './transport.ts';

/** One socket towards one server. */
export interface StunTransactions {
  /** Sends a request, again and again, until its answer comes; null when none comes in time, or none can come any more. */
  ask(request: Buffer, transactionId: Buffer): Promise<StunMessage | null>;
  /** Sends what has no answer. */
  tell(indication: Buffer): void;
  /** The next message of this method, also one that has come before; null when none comes in time. */
  heard(method: number): Promise<StunMessage | null>;
  /** Why the connection ended, when it did. */
  ended(): TransportEnd | null;
  close(): void;
}

const RESEND_MS = 250;

export function createStunTransactions(
  server: TransportAddress,
  timeoutMs: number,
  transport: Transport,
): StunTransactions {
  const waiting: { fits: (message: StunMessage) => boolean; take: (message: StunMessage | null) => void }[] =
    [];
  const unclaimed: StunMessage[] = [];
  let ended: TransportEnd | null = null;

  const socket = openTransport(transport, server, {
    receive(bytes) {
      const message = decodeMessage(bytes);
      if (message === null) return;
      const taker = waiting.find(({ fits }) => fits(message));
      if (taker) taker.take(message);
      else unclaimed.push(message);
    },
    end(why) {
      ended = why;
      for (const { take } of [...waiting]) take(null);
    },
  });

  return {
    async ask(request, transactionId) {
      tell(request);
      // TCP sends again by itself.
      const resending = transport === 'udp' ? setInterval(tell, RESEND_MS, request) : undefined;
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
    ended: () => ended,
    close: () => socket.close(),
  };

  function next(fits: (message: StunMessage) => boolean): Promise<StunMessage | null> {
    if (ended !== null) return Promise.resolve(null);
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
    socket.send(bytes);
  }
}
