// node stun-query.ts TIMEOUT_MS ADDRESS:PORT... (see queryStun)
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { decodeAnswer, encodeRequest } from './stun-message.ts';

const resendMs = 50;
const transactionIdBytes = 12;

const [timeoutMs, ...servers] = process.argv.slice(2);
const seen: (string | null)[] = servers.map(() => null);
const transactionIds = servers.map(() => randomBytes(transactionIdBytes));
const socket = createSocket('udp4');

socket.on('message', (answer) => {
  for (const [index, id] of transactionIds.entries()) seen[index] ??= decodeAnswer(answer, id) ?? null;
  if (!seen.includes(null)) finish();
});

const resending = setInterval(ask, resendMs);
const deadline = setTimeout(finish, Number(timeoutMs));
ask();

function ask(): void {
  for (const [index, server] of servers.entries()) {
    const [address, port] = server.split(':');
    const id = transactionIds[index];
    // No route and the like: the next attempt may succeed, and none succeeding is the answer null.
    if (id && seen[index] === null) socket.send(encodeRequest(id), Number(port), address, () => undefined);
  }
}

function finish(): void {
  clearInterval(resending);
  clearTimeout(deadline);
  socket.close();
  process.stdout.write(JSON.stringify(seen));
}
