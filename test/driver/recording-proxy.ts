import type { AddressInfo } from 'node:net';
import { connect as connectTcp, createServer, type Socket } from 'node:net';

export interface RecordingProxy {
  readonly port: number;
  /** Every byte that passed, with the masks of WebSocket frames (RFC 6455 §5.3) taken off. */
  text(): string;
  close(): void;
}

/** Stands between browsers and the service and keeps all that passes, both ways. */
export async function startRecordingProxy(targetPort: number): Promise<RecordingProxy> {
  const streams: Buffer[][] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const target = connectTcp(targetPort, '127.0.0.1');
    for (const [from, to] of [
      [client, target],
      [target, client],
    ] as const) {
      const chunks: Buffer[] = [];
      streams.push(chunks);
      sockets.add(from);
      from.on('data', (chunk: Buffer) => chunks.push(chunk));
      // A browser that goes away resets its connections.
      from.on('error', () => to.destroy());
      from.pipe(to);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    text: () => streams.map((chunks) => unmask(Buffer.concat(chunks)).toString('latin1')).join('\n'),
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** The bytes as they are, and behind them the payloads of all WebSocket frames that follow an upgrade. */
function unmask(bytes: Buffer): Buffer {
  const end = bytes.indexOf('\r\n\r\n');
  const isUpgrade = end > 0 && /^upgrade: websocket/im.test(bytes.subarray(0, end).toString('latin1'));
  if (!isUpgrade) return bytes;
  const payloads = [bytes];
  for (let at = end + 4; at + 2 <= bytes.length; ) {
    const second = bytes[at + 1] ?? 0;
    let length = second & 0x7f;
    at += 2;
    if (length === 126) {
      length = bytes.readUInt16BE(at);
      at += 2;
    } else if (length === 127) {
      length = Number(bytes.readBigUInt64BE(at));
      at += 8;
    }
    const mask = second & 0x80 ? bytes.subarray(at, at + 4) : null;
    if (mask !== null) at += 4;
    const payload = Buffer.from(bytes.subarray(at, at + length));
    if (mask !== null)
      for (let i = 0; i < payload.length; i++) payload[i] = (payload[i] ?? 0) ^ (mask[i & 3] ?? 0);
    payloads.push(payload);
    at += length;
  }
  return Buffer.concat(payloads);
}
