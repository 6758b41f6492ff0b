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

const { server, transport, credential, peers, ports, data }: AttackOrder = JSON.parse(process.argv[2] ?? '');
const payload = Buffer.from(data, 'base64');
const open = () => createTurnClient({ server, transport, credential });

const overTcp = open();
const { code: allocateTcp } = await overTcp.allocate({ transport: TCP });
await overTcp.close();

const client = open();
const allocation = await client.allocate();
const sendToAll = (address: string) => {
  for (const port of ports) client.send({ address, port }, payload);
};

for (const peer of peers) sendToAll(peer);
const reports: Record<string, PeerReport> = {};
let channel = FIRST_CHANNEL;
for (const peer of peers) {
  const { code: createPermission } = await client.createPermission(peer);
  sendToAll(peer);
  let channelBind: number | null = null;
  for (const port of ports) {
    ({ code: channelBind } = await client.bindChannel(channel, { address: peer, port }));
    client.sendOnChannel(channel++, payload);
  }
  sendToAll(peer);
  reports[peer] = { createPermission, channelBind };
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
