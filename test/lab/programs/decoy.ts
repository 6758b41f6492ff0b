/**
 * node decoy.ts PORT...: hears all that comes to these ports on every IPv4 address, over UDP and TCP, answers nothing,
 * and prints a line for each packet and each connection.
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

for (const port of process.argv.slice(2).map(Number)) {
  const udp = createSocket('udp4');
  udp.on('message', (data, { address }) => heard('udp', port, address, data.toString('latin1')));
  udp.bind(port, '0.0.0.0');
  const tcp = createServer((socket) => {
    heard('tcp', port, socket.remoteAddress ?? '', '');
    socket.on('error', () => undefined).destroy();
  });
  tcp.listen(port, '0.0.0.0');
  await Promise.all([once(udp, 'listening'), once(tcp, 'listening')]);
}
process.stdout.write('listening\n');

function heard(protocol: string, port: number, from: string, data: string): void {
  process.stdout.write(`heard ${JSON.stringify({ protocol, port, from, data: data.slice(0, 80) })}\n`);
}
