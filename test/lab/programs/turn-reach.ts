/**
 * Tries peers through a TURN server, one after the other, each with an allocation of its own: sends one message and waits
 * for it to come back. Argument: `ReachOrder` as JSON; prints `ReachReport[]` as JSON.
 */
import { createTurnClient, type TurnCredential } from '../../../signaling/src/turn-probe/turn-client.ts';

export interface ReachOrder {
  readonly server: { readonly address: string; readonly port: number };
  readonly credential: TurnCredential;
  readonly peers: readonly { readonly address: string; readonly port: number }[];
}

export interface ReachReport {
  readonly peer: string;
  /** Of the CreatePermission request: 0 for success, null for no answer. */
  readonly permission: number | null;
  readonly answered: boolean;
}

const WAIT_MS = 1_500;

const order: ReachOrder = JSON.parse(process.argv[2] ?? '');
const reports: ReachReport[] = [];
for (const peer of order.peers) {
  const client = createTurnClient({ server: order.server, credential: order.credential, transport: 'udp' });
  await client.allocate();
  const { code } = await client.createPermission(peer.address);
  client.send(peer, Buffer.from('hello'));
  const nothing = new Promise<null>((resolve) => setTimeout(resolve, WAIT_MS, null));
  const answered = (await Promise.race([client.receive(), nothing])) !== null;
  reports.push({ peer: peer.address, permission: code, answered });
  client.abandon();
}
process.stdout.write(`${JSON.stringify(reports)}\n`, () => process.exit());
