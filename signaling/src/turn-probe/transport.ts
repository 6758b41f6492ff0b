import { createSocket } from 'node:dgram';
import { connect, isIPv6 } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { TransportAddress } from './stun-message.ts';

/** How a client reaches its server; `serverName` null: no SNI is sent, as browsers do for a server without a name. */
export type Transport = 'udp' | 'tcp' | { readonly tls: { readonly serverName: string | null } };

export interface OpenTransport {
  /** What cannot be sent is like what is lost on the way: no answer comes. */
  send(bytes: Buffer): void;
  close(): void;
}

const HEADER_BYTES = 20;

/**
 * Opens a socket for STUN messages (RFC 8489 §6.2) and hands over each that arrives. A connection that is refused or
 * ends is like one that never answers. The certificate is not looked at: what is asked is whether the relay relays.
 */
export function openTransport(
  transport: Transport,
  { address, port }: TransportAddress,
  receive: (message: Buffer) => void,
): OpenTransport {
  if (transport === 'udp') {
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4').on('message', receive);
    // Such as: no socket to be had from the system. Then no answer comes either.
    socket.on('error', () => undefined);
    return {
      send: (bytes) => socket.send(bytes, port, address, () => undefined),
      close: () => socket.close(),
    };
  }
  const socket =
    transport === 'tcp'
      ? connect({ host: address, port, noDelay: true })
      : connectTls({
          ...{ host: address, port, noDelay: true, rejectUnauthorized: false },
          ...(transport.tls.serverName === null ? {} : { servername: transport.tls.serverName }),
        });
  socket.on('error', () => socket.destroy());
  let unread: Buffer<ArrayBufferLike> = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    unread = Buffer.concat([unread, chunk]);
    while (unread.length >= HEADER_BYTES) {
      const length = HEADER_BYTES + unread.readUInt16BE(2);
      if (unread.length < length) return;
      receive(unread.subarray(0, length));
      unread = unread.subarray(length);
    }
  });
  return { send: (bytes) => socket.write(bytes), close: () => socket.destroy() };
}
