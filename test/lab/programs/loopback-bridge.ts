// node loopback-bridge.ts SOCKET PORT: what connects to the Unix socket reaches port PORT of this namespace's loopback
import { connect, createServer } from 'node:net';
import { pipeline } from 'node:stream';

const [socketPath = '', port = ''] = process.argv.slice(2);
const server = createServer((client) => {
  const loopback = connect(Number(port), '127.0.0.1');
  // However one of them ends, the other ends with it; there is nobody here to tell.
  pipeline(client, loopback, client, () => undefined);
});

server.listen(socketPath, () => process.stdout.write('listening\n'));
