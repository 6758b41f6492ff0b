/**
 * Relays numbered messages from one allocation to another through a TURN server, both ways of reaching it being the
 * same, and prints one line of JSON: `RelayReport`. Argument: `RelayOrder` as JSON. With `untilTold` it goes on until
 * its input ends; "running" is printed once the first message has arrived.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Transport } from '../../../signaling/src/turn-probe/transport.ts';
import { createTurnClient, type TurnCredential } from '../../../signaling/src/turn-probe/turn-client.ts';

export interface RelayOrder {
  readonly server: { readonly address: string; readonly port: number };
  readonly transport: Transport;
  readonly credential: TurnCredential;
  readonly messages: number;
  readonly everyMs: number;
  /** At once; default 1. */
  readonly burst?: number;
  readonly untilTold?: boolean;
  /** As a browser does that is closed: the server keeps them until their time is over. */
  readonly keepsAllocations?: boolean;
}

export interface RelayReport {
  /** Of the two Allocate requests: 0 for success, null for no answer. */
  readonly codes: readonly (number | null)[];
  readonly relayedAddress: string | null;
  /** This client, as the server sees it. */
  readonly mappedAddress: string | null;
  readonly sent: number;
  readonly received: number;
  readonly longestGapMs: number;
}

const order: RelayOrder = JSON.parse(process.argv[2] ?? '');
const options = { server: order.server, credential: order.credential, transport: order.transport };
const [from, to] = [createTurnClient(options), createTurnClient(options)];
let told = false;
if (order.untilTold) process.stdin.resume().once('end', () => (told = true));

const [one, other] = [await from.allocate(), await to.allocate()];
let [sent, received, longestGapMs] = [0, 0, 0];
if (one.relayed && other.relayed) {
  await Promise.all([from.createPermission(other.relayed.address), to.createPermission(one.relayed.address)]);
  let last = performance.now();
  const receiving = (async () => {
    while (!told || received < sent) {
      const message = await to.receive();
      if (message === null) break;
      if (received === 0) process.stdout.write('running\n');
      else longestGapMs = Math.max(longestGapMs, performance.now() - last);
      last = performance.now();
      received++;
      if (!order.untilTold && received === order.messages) break;
    }
  })();
  while (order.untilTold ? !told : sent < order.messages) {
    for (let n = 0; n < (order.burst ?? 1); n++) from.send(other.relayed, Buffer.from(String(sent++)));
    await delay(order.everyMs);
  }
  await receiving;
}
const report: RelayReport = {
  codes: [one.code, other.code],
  relayedAddress: one.relayed?.address ?? null,
  mappedAddress: one.mapped?.address ?? null,
  ...{ sent, received, longestGapMs: Math.round(longestGapMs) },
};
process.stdout.write(`${JSON.stringify(report)}\n`);
for (const client of [from, to]) {
  if (order.keepsAllocations) client.abandon();
  else await client.close();
}
