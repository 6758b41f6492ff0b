/**
 * Keeps a socket.io connection over WebSocket open until its input ends; then prints one line of JSON: `WebSocketReport`.
 * "open" is printed once it is. It never connects again. Argument: the URL of the page.
 */
import { once } from 'node:events';
import { io } from 'socket.io-client';

export interface WebSocketReport {
  readonly opened: number;
  readonly closed: number;
}

const report = { opened: 0, closed: 0 };
const socket = io(process.argv[2] ?? '', {
  transports: ['websocket'],
  reconnection: false,
  rejectUnauthorized: false,
});
socket.on('connect', () => {
  report.opened++;
  process.stdout.write('open\n');
});
socket.on('connect_error', (error) => process.stderr.write(`${error.message}\n`));
socket.on('disconnect', () => report.closed++);
await once(process.stdin.resume(), 'end');
process.stdout.write(`${JSON.stringify(report)}\n`);
process.exit(0);
