/**
 * Keeps a socket.io connection open (Engine.IO over WebSocket, without a room) until its input ends; then prints one line
 * of JSON: how often it was opened and closed, and how many pings of the server it has answered. Argument: URL of the page.
 */
import { once } from 'node:events';
import { connect } from 'node:tls';

const url = new URL(process.argv[2] ?? '');
const report = { opened: 0, closed: 0 };
const socket = connect({
  host: url.hostname,
  port: 443,
  ALPNProtocols: ['http/1.1'],
  rejectUnauthorized: false,
  ...(/^[\d.]+$/.test(url.hostname) ? {} : { servername: url.hostname }),
});
socket.on('error', (error) => process.stderr.write(`${error.message}\n`));
socket.on('close', () => report.closed++);
await once(socket, 'secureConnect');
socket.write(
  [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    `Host: ${url.host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    '',
    '',
  ].join('\r\n'),
);
const PONG = Buffer.from([0x81, 0x81, 0, 0, 0, 0, '3'.charCodeAt(0)]);
socket.on('data', (data: Buffer) => {
  const text = data.toString('latin1');
  if (text.startsWith('HTTP/1.1 101')) {
    report.opened++;
    process.stdout.write('open\n');
  } else if (text.startsWith('HTTP/')) process.stderr.write(text);
  // A text frame of one byte, "2": a ping of Engine.IO.
  if (text.includes('\x81\x012')) socket.write(PONG);
});
await once(process.stdin.resume(), 'end');
process.stdout.write(`${JSON.stringify(report)}\n`);
process.exit(0);
