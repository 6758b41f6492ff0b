import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { TransportAddress } from './stun-message.ts';
import { createTurnClient, type TurnAnswer, type TurnClient, type TurnCredential } from './turn-client.ts';

/** Stable: what a probe of the relay found. */
export type TurnFinding =
  | { readonly ok: true; readonly roundTripMs: number }
  | { readonly ok: false; readonly code: TurnFault };

export type TurnFault =
  | 'name'
  | 'timeout'
  | 'unauthorized'
  | 'forbidden'
  | 'quota'
  | 'capacity'
  | 'no-bytes'
  | 'other';

export interface ProbeOptions {
  readonly server: { readonly host: string; readonly port: number };
  readonly credential: TurnCredential;
  readonly timeoutMs: number;
}

const MESSAGE = Buffer.from('Do bytes come through?');

/** RFC 8656 §18.8 and RFC 8489 §14.8, as far as they tell one cause from another. */
const FAULT_OF_CODE: Readonly<Record<number, TurnFault>> = {
  401: 'unauthorized',
  437: 'unauthorized',
  403: 'forbidden',
  486: 'quota',
  508: 'capacity',
};

/**
 * Does the relay relay? Two allocations, and bytes from one to the other through it, as in a call whose both sides need
 * it. Gives both allocations back.
 */
export async function probeTurn({ server, credential, timeoutMs }: ProbeOptions): Promise<TurnFinding> {
  const address = await addressOf(server.host);
  if (address === null) return { ok: false, code: 'name' };
  const at: TransportAddress = { address, port: server.port };
  const clients = [0, 1].map(() => createTurnClient({ server: at, credential, timeoutMs }));
  const [from, to] = clients as [TurnClient, TurnClient];
  try {
    const [one, other] = await Promise.all([from.allocate(), to.allocate()]);
    const allocated = faultOf(one) ?? faultOf(other);
    if (allocated !== null || !one.relayed || !other.relayed)
      return { ok: false, code: allocated ?? 'other' };
    const [outgoing, incoming] = await Promise.all([
      from.createPermission(other.relayed.address),
      to.createPermission(one.relayed.address),
    ]);
    const permitted = faultOf(outgoing) ?? faultOf(incoming);
    if (permitted !== null) return { ok: false, code: permitted };
    const sentAt = performance.now();
    from.send(other.relayed, MESSAGE);
    const received = await to.receive();
    if (!received?.data.equals(MESSAGE)) return { ok: false, code: 'no-bytes' };
    return { ok: true, roundTripMs: Math.round(performance.now() - sentAt) };
  } finally {
    await Promise.all(clients.map((client) => client.close()));
  }
}

function faultOf({ code }: TurnAnswer): TurnFault | null {
  if (code === 0) return null;
  return code === null ? 'timeout' : (FAULT_OF_CODE[code] ?? 'other');
}

async function addressOf(host: string): Promise<string | null> {
  if (isIP(host)) return host;
  try {
    return (await lookup(host)).address;
  } catch {
    // Which of the many reasons it was does not matter: there is no such host now.
    return null;
  }
}
