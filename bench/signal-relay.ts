/**
 * What the rules cost: signals from page to page through the service, against a bare socket.io server that forwards
 * them unread. `npm run bench`. The figure is the ratio; both are measured in turns in the same run.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import { PROTOCOL_VERSION } from '#protocol';
import { LIMITS } from '../signaling/src/core/limits.ts';
import { createQuietService } from './quiet-service.ts';

/** Of connections; as many as one address may hold are twice this. */
const PAIRS = 16;
/** Below what a connection may say before it is refused, its join included. */
const SIGNALS_PER_PAIR = LIMITS.eventsPerConnection.points - 10;
const ROUNDS = 5;
/** A candidate batch, sealed. */
const PAYLOAD = 'x'.repeat(1_000);

type Relay = (from: Socket, to: string) => void;

interface Side {
  /** Connects a pair and resolves with the sender and the id of its addressee, who counts what arrives. */
  pair(index: number): Promise<{ readonly from: Socket; readonly to: Socket; readonly address: string }>;
  readonly send: Relay;
  close(): Promise<void>;
}

const send: Relay = (from, to) => void from.emit('signal', { to, payload: PAYLOAD });

const ratios: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const floor = await measure(await bareSide());
  const service = await measure(await serviceSide());
  ratios.push(service / floor);
  process.stdout.write(
    `round ${round + 1}: ${floor.toFixed(1)} µs bare, ${service.toFixed(1)} µs with the rules\n`,
  );
}
const median = ratios.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
process.stdout.write(`signal relay: ${median.toFixed(2)} times the floor (median of ${ROUNDS} rounds)\n`);
process.exit(0);

/** Microseconds per signal, all pairs at once. */
async function measure(side: Side): Promise<number> {
  const pairs = await Promise.all(Array.from({ length: PAIRS }, (_, index) => side.pair(index)));
  const allArrived = pairs.map(
    ({ to }) =>
      new Promise<void>((resolve) => {
        let arrived = 0;
        to.on('signal', () => {
          if (++arrived === SIGNALS_PER_PAIR) resolve();
        });
      }),
  );
  const startedAt = performance.now();
  for (let n = 0; n < SIGNALS_PER_PAIR; n++) for (const { from, address } of pairs) side.send(from, address);
  await Promise.all(allArrived);
  const tookMs = performance.now() - startedAt;
  for (const { from, to } of pairs) for (const socket of [from, to]) socket.disconnect();
  await side.close();
  return (tookMs * 1000) / (PAIRS * SIGNALS_PER_PAIR);
}

async function bareSide(): Promise<Side> {
  const http = createServer();
  const server = new Server(http, { transports: ['websocket'], serveClient: false });
  server.on('connection', (socket) => {
    socket.on('signal', ({ to, payload }) => server.to(to).emit('signal', { from: socket.id, payload }));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return {
    async pair() {
      const [from, to] = [await connect(url), await connect(url)];
      return { from, to, address: to.id ?? '' };
    },
    send,
    close: () => server.close(),
  };
}

async function serviceSide(): Promise<Side> {
  const service = createQuietService();
  const url = `http://127.0.0.1:${await service.listen()}`;
  const join = async (index: number) => {
    const socket = await connect(url);
    const room = String(index).padStart(43, 'R');
    const request = { version: PROTOCOL_VERSION, room, session: 's'.repeat(22) };
    return { socket, ...(await socket.emitWithAck('room:join', request)) };
  };
  return {
    async pair(index) {
      const [from, to] = [await join(index), await join(index)];
      return { from: from.socket, to: to.socket, address: to.self };
    },
    send,
    close: () => service.close(),
  };
}

async function connect(url: string): Promise<Socket> {
  const socket = io(url, { transports: ['websocket'], forceNew: true });
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  return socket;
}
