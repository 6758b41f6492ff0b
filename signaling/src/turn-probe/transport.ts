import { createSocket } from 'node:dgram';
import { connect, isIPv6 } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { isGoodCertificate } from './is-good-certificate.ts';
import type { TransportAddress } from './stun-message.ts';

/** How a client reaches its server. */
export type Transport =
  | 'udp'
  | 'tcp'
  | {
      readonly tls: {
        /** Null: no SNI is sent, as browsers do for a server without a name. */
        readonly serverName: string | null;
        /** The name or address that the certificate is to be for, and of this time; absent: it is not looked at. */
        readonly certifiedFor?: string;
      };
    };

export interface OpenTransport {
  /** What cannot be sent is like what is lost on the way: no answer comes. */
  send(bytes: Buffer): void;
  close(): void;
}

/** Why a connection ended that was not closed here. UDP has none, and never ends. */
export type TransportEnd = 'lost' | 'bad-certificate';

export interface TransportHandlers {
  receive(message: Buffer): void;
  /** At most once: no answer comes any more. */
  end(why: TransportEnd): void;
}

const HEADER_BYTES = 20;

/** Opens a socket for STUN messages (RFC 8489 §6.2) and hands over each that arrives. */
export function openTransport(
  transport: Transport,
  { address, port }: TransportAddress,
  handlers: TransportHandlers,
): OpenTransport {
  if (transport === 'udp') {
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4').on('message', handlers.receive);
    // Such as: no socket to be had from the system. Then no answer comes either.
    socket.on('error', () => undefined);
    return {
      send: (bytes) => socket.send(bytes, port, address, () => undefined),
      close: () => socket.close(),
    };
  }
  const target = { host: address, port, noDelay: true };
  const socket = transport === 'tcp' ? connect(target) : openTls(target, transport.tls);
  let why: TransportEnd = 'lost';
  socket.on('error', () => socket.destroy());
  socket.once('close', () => handlers.end(why));
  if (transport !== 'tcp' && transport.tls.certifiedFor !== undefined) {
    const { certifiedFor } = transport.tls;
    socket.once('secureConnect', () => {
      if (isGoodCertificate((socket as TLSSocket).getPeerX509Certificate(), certifiedFor, Date.now())) return;
      why = 'bad-certificate';
      socket.destroy();
    });
  }
  let unread: Buffer<ArrayBufferLike> = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    unread = Buffer.concat([unread, chunk]);
    while (unread.length >= HEADER_BYTES) {
      const length = HEADER_BYTES + unread.readUInt16BE(2);
      if (unread.length < length) return;
      handlers.receive(unread.subarray(0, length));
      unread = unread.subarray(length);
    }
  });
  return {
    send(bytes) {
      if (!socket.destroyed) socket.write(bytes);
    },
    close: () => socket.destroy(),
  };
}

/** Who issued the certificate is not asked: whose roots people have is not known here. */
function openTls(
  target: { readonly host: string; readonly port: number; readonly noDelay: boolean },
  { serverName }: { readonly serverName: string | null },
): TLSSocket {
  const servername = serverName === null ? {} : { servername: serverName };
  return connectTls({ ...target, ...servername, rejectUnauthorized: false });
}
