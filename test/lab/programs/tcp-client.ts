/**
 * Opens one TCP connection, with TLS in it if wanted, sends bytes in pieces, and prints one line of JSON: `TcpReport`.
 * Argument: `TcpOrder` as JSON.
 */
import { connect, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { connect as connectTls, type SecureVersion, TLSSocket } from 'node:tls';

export interface TcpOrder {
  readonly server: { readonly address: string; readonly port: number };
  /** In base64. */
  readonly pieces: readonly string[];
  readonly everyMs: number;
  /** From the beginning of the connection; it ends earlier when the server closes it. */
  readonly untilMs: number;
  /** It also ends when the server has said something. */
  readonly untilAnswer: boolean;
  readonly tls?: {
    readonly serverName?: string;
    readonly alpn?: readonly string[];
    readonly version?: SecureVersion;
    /** Every byte of the handshake in a segment of its own. */
    readonly byteByByte?: boolean;
  };
}

export interface TcpReport {
  /** Null without TLS, or when there was no handshake. */
  readonly tls: { readonly version: string | null; readonly alpn: string | null } | null;
  readonly error: string | null;
  /** In base64. */
  readonly received: string;
  /** When the server has closed the connection, from its beginning; null: it has not. */
  readonly closedAfterMs: number | null;
}

const { server, pieces, everyMs, untilMs, untilAnswer, tls }: TcpOrder = JSON.parse(process.argv[2] ?? '');
const startedAt = performance.now();
const received: Buffer[] = [];
let error: string | null = null;
let closedAfterMs: number | null = null;
let handshake: TcpReport['tls'] = null;

const tcp = connect({ host: server.address, port: server.port, noDelay: true });
const socket: Socket = tls === undefined ? tcp : secured(tcp, tls);
const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
socket.on('data', (bytes: Buffer) => received.push(bytes));
socket.on('error', (problem) => (error = problem.message));
tcp.on('error', () => socket.destroy());
socket.on('end', noteEnd).on('close', noteEnd);
socket.once(tls === undefined ? 'connect' : 'secureConnect', () => void sendPieces());
const answered = untilAnswer ? [new Promise((resolve) => socket.once('data', resolve))] : [];
await Promise.race([closed, delay(untilMs), ...answered]);

const report: TcpReport = {
  tls: handshake,
  error,
  received: Buffer.concat(received).toString('base64'),
  closedAfterMs,
};
process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit());

function secured(lower: Socket, { serverName, alpn, version, byteByByte }: NonNullable<TcpOrder['tls']>) {
  return connectTls({
    socket: byteByByte ? inSingleBytes(lower) : lower,
    rejectUnauthorized: false,
    ...(serverName === undefined ? {} : { servername: serverName }),
    ...(alpn === undefined ? {} : { ALPNProtocols: [...alpn] }),
    // OpenSSL itself offers old versions only to those who insist.
    ...(version === undefined
      ? {}
      : { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' }),
  });
}

async function sendPieces(): Promise<void> {
  if (socket instanceof TLSSocket) {
    handshake = { version: socket.getProtocol(), alpn: socket.alpnProtocol || null };
  }
  for (const piece of pieces) {
    if (socket.destroyed) return;
    socket.write(Buffer.from(piece, 'base64'));
    await delay(everyMs);
  }
}

function noteEnd(): void {
  closedAfterMs ??= Math.round(performance.now() - startedAt);
  socket.destroy();
}

function inSingleBytes(lower: Socket): Duplex {
  const slow = new Duplex({
    read: () => undefined,
    write(chunk: Buffer, _, done) {
      void (async () => {
        for (const byte of chunk) {
          lower.write(Buffer.from([byte]));
          await new Promise((resolve) => setImmediate(resolve));
        }
        done();
      })();
    },
  });
  lower.on('data', (bytes) => slow.push(bytes)).on('end', () => slow.push(null));
  return slow;
}
