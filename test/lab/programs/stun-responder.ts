// node stun-responder.ts ADDRESS PORT (see startStunResponder)
import { createSocket } from 'node:dgram';
import { encodeAnswer } from './stun-message.ts';

const [address, port] = process.argv.slice(2);
const socket = createSocket('udp4');

socket.on('message', (request, from) => {
  const answer = encodeAnswer(request, from.address, from.port);
  if (answer) socket.send(answer, from.port, from.address);
});
socket.bind(Number(port), address, () => process.stdout.write('listening\n'));
