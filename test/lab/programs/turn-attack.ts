/**
 * With a good credential, tries everything by which a TURN server could be made to send to these peers, and prints one
 * line of JSON: `AttackReport`. Argument: `AttackOrder` as JSON.
 */
import type { Transport } from '../../../signaling/src/turn-probe/transport.ts';
import { createTurnClient, type TurnCredential } from '../../../signaling/src/turn-probe/turn-client.ts';

export interface AttackOrder {
  readonly server: { readonly address: string; readonly port: number };
  readonly transport: Transport;
  readonly credential: TurnCredential;
  readonly shownRealm?: string;
  readonly signedRealm?: string;
  /** For each peer another allocation: once the kernel has refused to send, coturn sends nothing more for that one. */
  readonly allocatesAnew?: boolean;
  /** For each answer. */
  readonly timeoutMs: number;
  readonly peers: readonly string[];
  readonly ports: readonly number[];
  /** What is sent, in base64. */
  readonly data: string;
}

/** Codes of STUN: 0 for success, null for no answer. */
export interface AttackReport {
  readonly allocate: number | null;
  /** Asking for an allocation that opens TCP connections (RFC 6062). */
  readonly allocateTcp: number | null;
  readonly peers: Readonly<Record<string, PeerReport>>;
  /** At the end, for the server's own relay address: it has worked off what came before, and still answers. */
  readonly ownRelay: number | null;
}

export interface PeerReport {
  readonly createPermission: number | null;
  readonly channelBind: number | null;
}

const FIRST_CHANNEL = 0x4000;
const TCP = 6;
let channel = FIRST_CHANNEL;

const order: AttackOrder = JSON.parse(process.argv[2] ?? '');
const payload = Buffer.from(order.data, 'base64');
const open = () => createTurnClient(order);

const overTcp = open();
const { code: allocateTcp } = await overTcp.allocate({ transport: TCP });
await overTcp.close();

const { shownRealm, signedRealm } = order;
let client = open();
const allocation = await client.allocate({
  ...(shownRealm && { shownRealm }),
  ...(signedRealm && { signedRealm }),
});
for (const peer of order.peers) sendToAll(peer);
const reports: Record<string, PeerReport> = {};
for (const peer of order.peers) {
  if (order.allocatesAnew) {
    await client.close();
    client = open();
    await client.allocate();
  }
  reports[peer] = await tryAll(peer);
}
const ownRelay = allocation.relayed && (await client.createPermission(allocation.relayed.address));
const report: AttackReport = {
  allocate: allocation.code,
  allocateTcp,
  peers: reports,
  ownRelay: ownRelay?.code ?? null,
};
process.stdout.write(`${JSON.stringify(report)}\n`);
await client.close();

async function tryAll(peer: string): Promise<PeerReport> {
  sendToAll(peer);
  const { code: createPermission } = await client.createPermission(peer);
  sendToAll(peer);
  let channelBind: number | null = null;
  for (const port of order.ports) {
    ({ code: channelBind } = await client.bindChannel(channel, { address: peer, port }));
    client.sendOnChannel(channel++, payload);
  }
  return { createPermission, channelBind };
}

function sendToAll(address: string): void {
  for (const port of order.ports) client.send({ address, port }, payload);
}
