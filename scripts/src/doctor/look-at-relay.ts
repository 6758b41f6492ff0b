import { randomBytes } from 'node:crypto';
import type { IceServer } from '#protocol';
import { createRelayProbe, type RelayOutcome } from '#signaling/turn-probe/probe-relay';
import { resolveHost } from '#signaling/turn-probe/resolve-host';
import type { Transport } from '#signaling/turn-probe/transport';
import { createTurnClient, type TurnCredential } from '#signaling/turn-probe/turn-client';

export interface RelayAccess {
  readonly address: string;
  readonly port: number;
  readonly transport: Transport;
}

/** Why 2 s: it is on this host. */
const ANSWER_LIMIT_MS = 2_000;

/** Of what no relay is to send to: what is around a host in a cloud or at home, and somebody else's (RFC 5737). */
const PRIVATE_PEERS = ['10.0.0.1', '192.168.1.1', '172.17.0.1', '169.254.169.254', '127.0.0.1'];
const PUBLIC_PEERS = ['198.51.100.1', '192.0.2.1'];

/** Real bytes through the relay and back, as two browsers would send them. */
export function relayBytes(access: RelayAccess, iceServer: IceServer): Promise<RelayOutcome> {
  const { address, port, transport } = access;
  const grant = { iceServers: [{ ...iceServer, urls: [...iceServer.urls] }], ttlSeconds: 0, expiresAt: '' };
  return createRelayProbe({
    ...{ host: address, port, transport, resolveHost, now: () => performance.now() },
    createClient: createTurnClient,
    credentials: { issue: () => grant },
  })();
}

/** The code of an allocation with a password that is not the one: 401 where all is well. */
export function tryWrongCredential(access: RelayAccess, iceServer: IceServer): Promise<number | null> {
  const { username, password } = credentialOf(iceServer);
  const wrong = randomBytes(password.length).toString('base64').slice(0, password.length);
  return allocateOnly(access, { username, password: wrong });
}

/** The code of an allocation without any credential: a relay that is there asks for one (401). */
export function tryWithoutCredential(access: RelayAccess): Promise<number | null> {
  return allocateOnly(access, null);
}

export interface PeerCodes {
  readonly privatePeer: number | null;
  readonly publicPeer: number | null;
}

/**
 * What the relay says to permissions for others: 403 for each. Of several answers the one that is worst counts; null: none,
 * or no allocation to ask with.
 */
export async function tryForeignPeers(
  { address, port, transport }: RelayAccess,
  iceServer: IceServer,
): Promise<PeerCodes> {
  const options = { server: { address, port }, credential: credentialOf(iceServer), transport };
  const client = createTurnClient({ ...options, timeoutMs: ANSWER_LIMIT_MS });
  try {
    const { code, relayed } = await client.allocate();
    if (code !== 0) return { privatePeer: null, publicPeer: null };
    // Its own address is the one that it relays to, and at home that may be any of these.
    const own = [address, relayed?.address];
    const codesOf = async (peers: readonly string[]) => {
      const codes: (number | null)[] = [];
      for (const peer of peers.filter((one) => !own.includes(one)))
        codes.push((await client.createPermission(peer)).code);
      return worstOf(codes);
    };
    return { privatePeer: await codesOf(PRIVATE_PEERS), publicPeer: await codesOf(PUBLIC_PEERS) };
  } finally {
    await client.close();
  }
}

const FORBIDDEN = 403;

function worstOf(codes: readonly (number | null)[]): number | null {
  if (codes.includes(0)) return 0;
  const other = codes.find((code) => code !== FORBIDDEN);
  return other === undefined ? FORBIDDEN : other;
}

async function allocateOnly(
  { address, port, transport }: RelayAccess,
  credential: TurnCredential | null,
): Promise<number | null> {
  const server = { address, port };
  const client = createTurnClient({ server, credential, transport, timeoutMs: ANSWER_LIMIT_MS });
  try {
    return (await client.allocate()).code;
  } finally {
    await client.close();
  }
}

function credentialOf({ username, credential }: IceServer): TurnCredential {
  return { username, password: credential };
}
