// node bare-signaling.ts CERT_FILE KEY_FILE: an empty page on port 443, and a WebSocket (RFC 6455) that passes each
// text on to everybody else, unread
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { Duplex } from 'node:stream';

const ACCEPT_SUFFIX = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const TEXT = 0x81;
const MASK_BYTES = 4;

const [certFile = '', keyFile = ''] = process.argv.slice(2);
const sockets = new Set<Duplex>();
const server = createServer({ cert: readFileSync(certFile), key: readFileSync(keyFile) }, (_, response) => {
  response.setHeader('content-type', 'text/html').end('<!doctype html><title>Bare</title>');
});

server.on('upgrade', (request, socket) => {
  const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}${ACCEPT_SUFFIX}`);
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept.digest('base64')}\r\n\r\n`,
  );
  sockets.add(socket);
  let buffered = Buffer.alloc(0);
  socket.on('data', (data: Buffer) => {
    buffered = Buffer.concat([buffered, data]);
    for (let frame = readFrame(buffered); frame !== null; frame = readFrame(buffered)) {
      buffered = buffered.subarray(frame.bytes);
      if (frame.isText)
        for (const other of sockets) if (other !== socket) other.write(textFrame(frame.payload));
    }
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => sockets.delete(socket));
});

server.listen(443, () => process.stdout.write('listening\n'));

/** Null until the frame is there as a whole. Of a browser: masked, and shorter than 64 KiB. */
function readFrame(data: Buffer) {
  if (data.length < 2) return null;
  const short = data.readUInt8(1) & 0x7f;
  const head = short === 126 ? 4 : 2;
  if (data.length < head + MASK_BYTES) return null;
  const length = short === 126 ? data.readUInt16BE(2) : short;
  const bytes = head + MASK_BYTES + length;
  if (data.length < bytes) return null;
  const mask = data.subarray(head, head + MASK_BYTES);
  const payload = Buffer.from(data.subarray(head + MASK_BYTES, bytes));
  for (let index = 0; index < length; index += 1)
    payload[index] = (payload[index] ?? 0) ^ (mask[index % 4] ?? 0);
  return { bytes, payload, isText: data.readUInt8(0) === TEXT };
}

function textFrame(payload: Buffer): Buffer {
  const head =
    payload.length < 126
      ? Buffer.from([TEXT, payload.length])
      : Buffer.from([TEXT, 126, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([head, payload]);
}
