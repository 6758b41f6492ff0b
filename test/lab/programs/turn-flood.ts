/**
 * Sends more than a TURN server is to let through, from one allocation to another, in several pairs at once, and prints
 * one line of JSON: `FloodReport`. Argument: `FloodOrder` as JSON.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { createTurnClient, type TurnCredential } from '../../../signaling/src/turn-probe/turn-client.ts';

export interface FloodOrder {
  readonly server: { readonly address: string; readonly port: number };
  readonly credential: TurnCredential;
  readonly pairs: number;
  readonly mbitPerPair: number;
  readonly seconds: number;
}

export interface FloodReport {
  readonly sentMbit: number;
  /** In a second, of all pairs together. */
  readonly receivedMbit: number;
}

const PACKET_BYTES = 1_200;
const TICK_MS = 5;
const BITS = 8;
const MEGA = 1e6;

const { server, credential, pairs, mbitPerPair, seconds }: FloodOrder = JSON.parse(process.argv[2] ?? '');
const packet = Buffer.alloc(PACKET_BYTES);
let [sentBytes, receivedBytes] = [0, 0];
let measures = false;

const floods = await Promise.all(Array.from({ length: pairs }, preparePair));
const startedAt = performance.now();
const stops = floods.map((start) => start());
// The beginning is let through by the burst that the limits allow.
await delay(1_000);
const [sentBefore, measuredFrom] = [sentBytes, performance.now()];
measures = true;
await delay(seconds * 1_000);
measures = false;
const elapsed = (performance.now() - measuredFrom) / 1_000;
const rate = (bytes: number) => Math.round((bytes * BITS * 100) / MEGA / elapsed) / 100;
const report: FloodReport = { sentMbit: rate(sentBytes - sentBefore), receivedMbit: rate(receivedBytes) };
for (const stop of stops) stop();
// Those who wait for a packet would wait on.
process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit());

async function preparePair(): Promise<() => () => void> {
  const [from, to] = [0, 1].map(() => createTurnClient({ server, credential }));
  if (!from || !to) throw new Error('no clients');
  const [one, other] = [await from.allocate(), await to.allocate()];
  const [source, target] = [one.relayed, other.relayed];
  if (!source || !target) throw new Error(`Expected two allocations, got ${one.code} and ${other.code}.`);
  await Promise.all([from.createPermission(target.address), to.createPermission(source.address)]);
  return () => {
    let sentHere = 0;
    const timer = setInterval(() => {
      const due = ((performance.now() - startedAt) / 1_000) * ((mbitPerPair * MEGA) / BITS);
      for (; sentHere < due; sentHere += PACKET_BYTES) {
        from.send(target, packet);
        sentBytes += PACKET_BYTES;
      }
    }, TICK_MS);
    void (async () => {
      for (let message = await to.receive(); message !== null; message = await to.receive()) {
        if (measures) receivedBytes += message.data.length;
      }
    })();
    return () => {
      clearInterval(timer);
      from.abandon();
      to.abandon();
    };
  };
}
